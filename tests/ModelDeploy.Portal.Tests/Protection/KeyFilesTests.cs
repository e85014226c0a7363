using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.Protection;
using ModelDeploy.Portal.Setup;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Protection;

/// <summary>Keys as the framework writes them, and what they have sealed, from one start to the next.</summary>
public sealed class KeyFilesTests : IDisposable
{
    private static readonly DeploymentSpec Spec = ASpec.Usual.WithEnv("TOKEN", "canary", secret: true);

    private readonly TemporaryFolder _folder = new();
    private readonly CertificateFile _one;
    private readonly CertificateFile _other;

    public KeyFilesTests()
    {
        Directory.CreateDirectory(_folder.Path);
        (_one, _other) = (ACertificateFile.Pkcs12(_folder.Path, "one"), ACertificateFile.Pem(_folder.Path, "other", "of the key"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_is_encrypted_from_the_moment_it_is_made()
    {
        var secret = Seal(ACertificateFile.Options(_one));

        Assert.False(Assert.Single(Keys()).IsOpen);
        Assert.Equal(0, Start(ACertificateFile.Options(_one)));
        Assert.Equal(Spec, Open(secret, ACertificateFile.Options(_one)));
    }

    [Fact]
    public void Keys_that_lay_open_are_encrypted_by_the_first_start_and_still_open_what_they_sealed()
    {
        var secret = Seal(new KeysOptions());
        Assert.True(Assert.Single(Keys()).IsOpen);

        Assert.Equal(1, Start(ACertificateFile.Options(_one)));

        var (isOpen, sealedFor) = Assert.Single(Keys());
        Assert.Equal((false, "CN=one"), (isOpen, sealedFor));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Files())));
        Assert.Equal(Spec, Open(secret, ACertificateFile.Options(_one)));
        Assert.Equal(0, Start(ACertificateFile.Options(_one)));
    }

    [Fact]
    public void Another_certificate_takes_over_at_one_start_and_after_it_the_old_one_is_needed_no_more()
    {
        var secret = Seal(ACertificateFile.Options(_one));

        Assert.Equal(1, Start(ACertificateFile.Options(_other, _one)));

        Assert.Equal("CN=other", Assert.Single(Keys()).SealedFor);
        Assert.Equal(0, Start(ACertificateFile.Options(_other)));
        Assert.Equal(Spec, Open(secret, ACertificateFile.Options(_other)));
    }

    [Fact]
    public void A_key_whose_certificate_is_not_named_ends_the_start_and_nothing_is_written()
    {
        Seal(ACertificateFile.Options(_one));
        var before = File.ReadAllText(Assert.Single(Files()));

        foreach (var keys in new[] { new KeysOptions(), ACertificateFile.Options(_other), ACertificateFile.Options(null, _other) })
        {
            var refused = Assert.Throws<StartRefusedException>(() => Start(keys)).Message;
            Assert.Contains("is encrypted for the certificate CN=one (SHA-1 ", refused, StringComparison.Ordinal);
        }
        Assert.Equal(before, File.ReadAllText(Assert.Single(Files())));
    }

    [Fact]
    public void With_an_old_certificate_alone_keys_are_read_and_new_ones_are_made_open()
    {
        var secret = Seal(ACertificateFile.Options(_one));

        Assert.Equal(0, Start(ACertificateFile.Options(null, _one)));

        Assert.Equal("CN=one", Assert.Single(Keys()).SealedFor);
        Assert.Equal(Spec, Open(secret, ACertificateFile.Options(null, _one)));
    }

    [Fact]
    public void A_key_that_somebody_has_altered_ends_the_start_and_a_file_that_is_no_key_is_let_be()
    {
        Seal(ACertificateFile.Options(_one));
        var path = Assert.Single(Files());
        File.WriteAllText(Path.Combine(KeysFolder, "notes.xml"), "<not finished");
        var text = File.ReadAllText(path);
        var at = text.LastIndexOf("<CipherValue>", StringComparison.Ordinal) + "<CipherValue>".Length;
        File.WriteAllText(path, text[..at] + "AAAA" + text[at..]);

        Assert.Contains("cannot be encrypted for the certificate CN=other", Assert.Throws<StartRefusedException>(() => Start(ACertificateFile.Options(_other, _one))).Message, StringComparison.Ordinal);
    }

    private string KeysFolder => Path.Combine(_folder.Path, DataDirectorySetup.Keys);

    private string[] Files() => Directory.GetFiles(KeysFolder);

    private IEnumerable<(bool IsOpen, string? SealedFor)> Keys() => Files().Select(path =>
    {
        var key = System.Xml.Linq.XElement.Load(path);
        Assert.Equal(KeyElement.IsOpen(key), key.Descendants("masterKey").Any());
        return (KeyElement.IsOpen(key), KeyElement.SealedFor(key)?.Subject);
    });

    /// <summary>What a start does to the keys; how many it writes anew.</summary>
    private int Start(KeysOptions keys)
    {
        var certificates = KeyCertificates.Load(keys, TimeProvider.System);
        KeyFiles.Check(KeysFolder, certificates);
        return KeyFiles.SealAll(KeysFolder, certificates, NullLoggerFactory.Instance);
    }

    private DeploymentSpec Seal(KeysOptions keys)
    {
        var secret = CipherOf(keys).Seal(Spec);
        Assert.NotEqual(Spec, secret);
        return secret;
    }

    private DeploymentSpec Open(DeploymentSpec secret, KeysOptions keys) => CipherOf(keys).Open(secret);

    private SecretCipher CipherOf(KeysOptions keys) => DataDirectorySetup.CipherOf(new ModelDeployOptions { DataDirectory = _folder.Path, Keys = keys });
}
