using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.Setup;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Proxies;

/// <summary>What is believed of connections of other kinds, by a host that only says what it takes a request for.</summary>
public sealed class ProxySetupTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_without_an_address_is_nobodys_and_not_believed()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Path);
        var path = Path.Combine(folder.Path, "s");
        await using var host = await StartAsync(kestrel => kestrel.ListenUnixSocket(path));
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });

        Assert.Equal(" http", await AskAsync(client, "http://portal.example", "https"));
    }

    [Theory]
    [InlineData("http", "203.0.113.7 http")]
    [InlineData("rubbish", "203.0.113.7 https")]
    [InlineData("wss", "203.0.113.7 https")]
    public async Task A_word_that_is_no_scheme_leaves_that_of_the_connection(string said, string expected)
    {
        using var certificate = ACertificate();
        await using var host = await StartAsync(kestrel => kestrel.Listen(IPAddress.Loopback, 0, at => at.UseHttps(certificate)));
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString() },
        });

        Assert.Equal(expected, await AskAsync(client, host.Urls.Single(), said));
    }

    [Fact]
    public async Task Where_nobody_is_named_nobody_is_believed()
    {
        await using var host = await StartAsync(kestrel => kestrel.Listen(IPAddress.Loopback, 0), trusted: []);
        using var client = new HttpClient();

        Assert.Equal("127.0.0.1 http", await AskAsync(client, host.Urls.Single(), "https"));
    }

    private static async Task<string> AskAsync(HttpClient client, string address, string scheme)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/").With(("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", scheme));
        using var answer = await client.SendAsync(request, Stop);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private static async Task<WebApplication> StartAsync(Action<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions> listen, params IReadOnlyList<IPNetwork> trusted)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(listen);
        builder.AddTrustedProxies(new ModelDeployOptions { DataDirectory = "/nowhere", TrustedProxies = trusted });
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync($"{context.Connection.RemoteIpAddress} {context.Request.Scheme}"));
        await app.StartAsync(Stop);
        return app;
    }

    private static Task<WebApplication> StartAsync(Action<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions> listen) =>
        StartAsync(listen, [IPNetwork.Parse("127.0.0.0/8")]);

    private static X509Certificate2 ACertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        using var made = new CertificateRequest("CN=portal.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
