using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Client;

public sealed class ClusterHttpTests
{
    [Fact]
    public async Task It_speaks_HTTP_2_where_the_server_does_so_that_pings_find_out_whether_it_is_still_there()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, listening => listening.UseHttps(certificate)));
        await using var app = builder.Build();
        app.Run(context => context.Response.WriteAsync($$"""{"protocol":"{{context.Request.Protocol}}"}"""));
        await app.StartAsync();

        using var client = new ApiClient(
            new ClusterAccess { Server = new Uri(app.Urls.First()), Credential = Credential.None, AcceptsAnyCertificate = true }, TimeProvider.System);
        var answer = await client.GetAsync("version", default);

        Assert.Equal("HTTP/2", answer.Value?["protocol"]?.GetValue<string>());
    }
}
