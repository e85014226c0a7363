using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Client;

public sealed class KubeconfigTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modeldeploy-kubeconfig-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_current_context_says_where_and_who()
    {
        var access = Read("""
            apiVersion: v1
            kind: Config
            current-context: second
            contexts:
            - {name: first, context: {cluster: one, user: ada}}
            - {name: second, context: {cluster: two, user: bob, namespace: models}}
            clusters:
            - {name: one, cluster: {server: "https://one:6443"}}
            - {name: two, cluster: {server: "https://two:6443/prefix/", insecure-skip-tls-verify: true, tls-server-name: kube}}
            users:
            - {name: ada, user: {token: a}}
            - {name: bob, user: {token: b}}
            """);

        Assert.Equal(
            ("https://two:6443/prefix", "models", true, "kube", "b"),
            (access.Server.ToString(), access.Namespace, access.AcceptsAnyCertificate, access.ServerName, await TokenAsync(access)));
    }

    [Fact]
    public async Task Another_context_can_be_named()
    {
        var access = Read(TwoUsers("{token: a}", "{}"), context: "other");

        Assert.Equal(("default", null), (access.Namespace, await TokenAsync(access)));
    }

    [Theory]
    [InlineData("RSA")]
    [InlineData("EC")]
    public void Certificates_stand_inline_or_in_files_beside_it(string kind)
    {
        var (certificate, key) = ACertificate(kind);
        File.WriteAllText(Path.Combine(_folder, "client.crt"), certificate);
        File.WriteAllText(Path.Combine(_folder, "client.key"), key);
        var inline = $"{{client-certificate-data: {Base64(certificate)}, client-key-data: {Base64(key)}}}";

        foreach (var user in new[] { inline, "{client-certificate: client.crt, client-key: client.key}" })
        {
            var shown = Read(TwoUsers("{}", user), context: "other").Credential.Certificate;

            Assert.Equal((true, "CN=ada"), (shown?.HasPrivateKey, shown?.Subject));
        }
    }

    [Fact]
    public void The_authority_is_read()
    {
        var (authority, _) = ACertificate("EC");

        var access = Read($$"""
            current-context: c
            contexts: [{name: c, context: {cluster: k} }]
            clusters: [{name: k, cluster: {server: "https://k", certificate-authority-data: {{Base64(authority)}} } }]
            """);

        Assert.Equal("CN=ada", Assert.Single(access.Authorities!).Subject);
    }

    [Fact]
    public async Task A_token_in_a_file_is_read_again_when_it_was_refused()
    {
        var file = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(file, "old\n");
        var access = Read(TwoUsers("{}", "{tokenFile: token}"), context: "other");
        Assert.Equal("old", await TokenAsync(access));

        await File.WriteAllTextAsync(file, "new\n");

        Assert.Equal("old", await TokenAsync(access));
        Assert.Equal("new", await access.Credential.TokenAsync(refused: true, default));
        Assert.Equal("new", await TokenAsync(access));
    }

    [Fact]
    public async Task A_plugin_is_asked_once_and_again_when_its_token_was_refused()
    {
        var asked = Path.Combine(_folder, "asked");
        Script("plugin", $$$"""
            echo x >> {{{asked}}}
            echo "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"$1-$WHO-$(wc -l < {{{asked}}})\"}}"
            """);
        var access = Read(TwoUsers("{}", "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, args: [token], env: [{name: WHO, value: ada}]}}"), context: "other");

        Assert.Equal("token-ada-1", await TokenAsync(access));
        Assert.Equal("token-ada-1", await TokenAsync(access));
        Assert.Equal("token-ada-2", await access.Credential.TokenAsync(refused: true, default));
    }

    [Theory]
    [InlineData("echo no >&2; exit 3", "ended with 3: no")]
    [InlineData("echo hello", "did not print an ExecCredential")]
    public async Task A_plugin_that_fails_says_so(string script, string message)
    {
        Script("plugin", script);
        var access = Read(TwoUsers("{}", "{exec: {command: ./plugin}}"), context: "other");

        var failure = await Assert.ThrowsAsync<ClusterAccessException>(async () => await TokenAsync(access));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "It is empty.")]
    [InlineData("contexts: []", "It has no current context")]
    [InlineData("current-context: a", "It has no context named \"a\".")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: k}}]}", "It has no cluster named \"k\".")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: k}}], clusters: [{name: k, cluster: {}}]}", "has no server")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: k, user: u}}], clusters: [{name: k, cluster: {server: 'https://k'}}]}", "It has no user named \"u\".")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: k, user: u}}], clusters: [{name: k, cluster: {server: 'https://k'}}], users: [{name: u, user: {username: x, password: y}}]}", "use a token")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: k}}], clusters: [{name: k, cluster: {server: 'https://k', certificate-authority-data: '!'}}]}", "cannot be used")]
    [InlineData("{current-context: a", "cannot be used")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: k}}], clusters: [{name: k, cluster: {server: 'no address'}}]}", "cannot be used")]
    public void What_does_not_hold_together_is_told(string text, string message)
    {
        var file = Path.Combine(_folder, "config");
        File.WriteAllText(file, text);

        var failure = Assert.Throws<ClusterAccessException>(() => Kubeconfig.Load(file, null, TimeProvider.System));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
    }

    private ClusterAccess Read(string text, string? context = null) => Kubeconfig.Read(text, _folder, context, TimeProvider.System);

    private static ValueTask<string?> TokenAsync(ClusterAccess access) => access.Credential.TokenAsync(refused: false, default);

    private static string TwoUsers(string usual, string other) => $$"""
        current-context: usual
        contexts:
        - {name: usual, context: {cluster: k, user: usual} }
        - {name: other, context: {cluster: k, user: other} }
        clusters: [{name: k, cluster: {server: "https://k"} }]
        users:
        - {name: usual, user: {{usual}} }
        - {name: other, user: {{other}} }
        """;

    private void Script(string name, string lines)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, $"#!/bin/sh\n{lines}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static (string Certificate, string Key) ACertificate(string kind)
    {
        if (kind == "RSA")
        {
            using var rsa = RSA.Create(2048);
            using var signed = new CertificateRequest("CN=ada", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
            return (signed.ExportCertificatePem(), rsa.ExportRSAPrivateKeyPem());
        }
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var selfSigned = new CertificateRequest("CN=ada", ec, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        return (selfSigned.ExportCertificatePem(), ec.ExportECPrivateKeyPem());
    }
}
