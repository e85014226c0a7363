using Microsoft.Extensions.Logging;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.Protection;
using ModelDeploy.Portal.Setup;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Protection;

public sealed class KeyCertificatesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public KeyCertificatesTests() => Directory.CreateDirectory(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_of_either_kind_give_the_certificate_with_its_key()
    {
        var pem = ACertificateFile.Pem(_folder.Path, "pem");
        var whole = Path.Combine(_folder.Path, "whole.pem");
        File.WriteAllText(whole, File.ReadAllText(pem.Certificate) + "\n" + File.ReadAllText(pem.CertificateKey!));

        foreach (var file in new[] { ACertificateFile.Pkcs12(_folder.Path, "pfx"), pem, ACertificateFile.Pem(_folder.Path, "sealed", "of the key"), new CertificateFile(whole, null, null) })
        {
            Assert.True(Load(file).Current?.HasPrivateKey);
            Assert.True(Assert.Single(KeyCertificates.Load(ACertificateFile.Options(null, file), TimeProvider.System).All).HasPrivateKey);
        }
        Assert.Empty(KeyCertificates.Load(new KeysOptions(), TimeProvider.System).All);
    }

    [Fact]
    public void What_is_no_good_ends_the_start_with_the_setting_the_file_and_the_reason()
    {
        var pfx = ACertificateFile.Pkcs12(_folder.Path, "pfx");
        var pem = ACertificateFile.Pem(_folder.Path, "pem");
        var locked = ACertificateFile.Pem(_folder.Path, "locked", "of the key");
        var text = Path.Combine(_folder.Path, "text");
        File.WriteAllText(text, "no certificate at all");

        Refuses(pfx with { Certificate = Path.Combine(_folder.Path, "nothing.pfx") }, "cannot be read. Could not find file");
        Refuses(new CertificateFile(_folder.Path, null, null), "cannot be read. Access to the path");
        Refuses(pfx with { Password = "another" }, "cannot be read. ");
        Refuses(pfx with { Password = null }, "cannot be read. ");
        Refuses(locked with { Password = "another" }, "cannot be read. ");
        Refuses(locked with { Password = null }, "cannot be read. ");
        Refuses(pem with { CertificateKey = locked.CertificateKey, Password = "of the key" }, "cannot be read. ");
        Refuses(new CertificateFile(text, null, null), "cannot be read. ");
        Refuses(pem with { CertificateKey = null }, "has no private key");
        Refuses(ACertificateFile.OfACurve(_folder.Path), "is no certificate of RSA");
        Assert.DoesNotContain(ACertificateFile.Password, $"{pfx} {ACertificateFile.Options(pfx, pfx)}", StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_certificate_of_now_has_to_be_good_now()
    {
        var file = ACertificateFile.Pkcs12(_folder.Path, "pfx", days: 10);
        var clock = new ManualTime(DateTimeOffset.UtcNow);
        Assert.NotNull(Load(file, clock).Current);

        clock.Advance(TimeSpan.FromDays(11));
        Assert.Contains("has expired, at ", Assert.Throws<StartRefusedException>(() => Load(file, clock)).Message, StringComparison.Ordinal);
        Assert.Single(KeyCertificates.Load(ACertificateFile.Options(null, file), clock).Old);

        clock = new ManualTime(DateTimeOffset.UtcNow.AddDays(-2));
        Assert.Contains("which is not yet", Assert.Throws<StartRefusedException>(() => Load(file, clock)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, 0, false)]
    [InlineData(30, -1, true)]
    [InlineData(400, 0, false)]
    [InlineData(0, -1, true)]
    public void It_is_to_be_replaced_in_its_last_thirty_days(int days, int ticks, bool due)
    {
        var now = DateTimeOffset.UtcNow;
        Assert.Equal(due, CertificateReminder.IsDue(now.AddDays(days).AddTicks(ticks), now));
    }

    [Fact]
    public async Task While_it_is_to_be_replaced_the_log_says_so_at_the_start_and_every_day()
    {
        var clock = new ManualTime(DateTimeOffset.UtcNow);
        var log = new WrittenLog<CertificateReminder>();
        using var reminder = new CertificateReminder(Load(ACertificateFile.Pkcs12(_folder.Path, "soon", days: 20), clock), clock, log);
        await reminder.StartAsync(default);
        await Eventually.TrueAsync(() => log.Lines.Count == 1, "it warns at the start");
        for (var warnings = 2; warnings <= 3; warnings++)
        {
            clock.Advance(TimeSpan.FromDays(1));
            await Eventually.TrueAsync(() => log.Lines.Count == warnings, "it warns again");
        }
        Assert.All(log.Lines, line => Assert.True(line.Level is LogLevel.Warning && line.Text.Contains("CN=soon, expires at ", StringComparison.Ordinal), line.Text));
        await reminder.StopAsync(default);
    }

    private static KeyCertificates Load(CertificateFile file, TimeProvider? clock = null) => KeyCertificates.Load(ACertificateFile.Options(file), clock ?? TimeProvider.System);

    private static void Refuses(CertificateFile file, string because)
    {
        var asCurrent = Assert.Throws<StartRefusedException>(() => Load(file)).Message;
        var asOld = Assert.Throws<StartRefusedException>(() => KeyCertificates.Load(ACertificateFile.Options(null, file), TimeProvider.System)).Message;
        Assert.StartsWith("ModelDeploy:Keys:Certificate: ", asCurrent, StringComparison.Ordinal);
        Assert.StartsWith("ModelDeploy:Keys:Old: ", asOld, StringComparison.Ordinal);
        Assert.All([asCurrent, asOld], message => Assert.True(message.Contains(because, StringComparison.Ordinal) && message.Contains(file.Certificate, StringComparison.Ordinal) && !message.Contains('\n', StringComparison.Ordinal), message));
    }
}
