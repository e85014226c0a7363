using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;

namespace ModelDeploy.Gateway.Tests;

/// <summary>HTTP/2 from the client, in the clear and over TLS; HTTP/1.1 to the model.</summary>
public sealed class Http2Tests
{
    private const string Path = "/deployment/iris/v2/x";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_and_its_answer_pass_and_the_model_sees_HTTP_1(bool tls)
    {
        await using var model = await AModel.ThatAsync(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync($"{context.Request.Protocol} {context.Request.Headers["X-Forwarded-Proto"]} {context.Request.Headers["X-Forwarded-Host"]} {await body.ReadToEndAsync()}");
        });
        await using var gateway = await StartAsync(model.Address, tls);
        using var request = Request(HttpMethod.Post, new StringContent("body"));
        request.Headers.Host = "portal.example";
        using var answer = await gateway.Http.SendAsync(request);
        Assert.Equal(HttpVersion.Version20, answer.Version);
        Assert.Equal($"HTTP/1.1 {(tls ? "https" : "http")} portal.example body", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_listener_with_TLS_serves_both_versions()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await StartAsync(model.Address, tls: true, HttpProtocols.Http1AndHttp2);
        Assert.Equal("hello", await gateway.Http.GetStringAsync(Path));
        using var second = await gateway.Http.SendAsync(Request(HttpMethod.Get));
        Assert.Equal(HttpVersion.Version20, second.Version);
    }

    [Fact]
    public async Task Many_streams_of_one_connection_do_not_mix()
    {
        await using var model = await AModel.ThatAsync(context => context.Request.Body.CopyToAsync(context.Response.Body));
        await using var gateway = await StartAsync(model.Address, tls: false);
        await Parallel.ForAsync(0, 50, async (number, stop) =>
        {
            var sent = string.Concat(Enumerable.Repeat($"{number} ", 20_000));
            using var answer = await gateway.Http.SendAsync(Request(HttpMethod.Post, new StringContent(sent)), stop);
            Assert.Equal(sent, await answer.Content.ReadAsStringAsync(stop));
        });
        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { Requests: 50, Succeeded: 50, InFlight: 0 }, "each stream counts once");
    }

    [Fact]
    public async Task A_stream_that_is_cancelled_ends_the_models_work_and_no_other_stream()
    {
        var (begun, ended, goOn) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        await using var model = await AModel.ThatAsync(async context =>
        {
            if (context.Request.Path == "/v2/stay")
            {
                await goOn.Task;
                return;
            }
            context.RequestAborted.Register(ended.SetResult);
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var gateway = await StartAsync(model.Address, tls: false);
        var staying = gateway.Http.SendAsync(Request(HttpMethod.Get, path: "/deployment/iris/v2/stay"));
        using var leave = new CancellationTokenSource();
        var leaving = gateway.Http.SendAsync(Request(HttpMethod.Get), leave.Token);
        await begun.Task;
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        goOn.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await staying).StatusCode);
        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { Requests: 2, Succeeded: 1, ClientErrors: 1, InFlight: 0 }, "each stream counts once");
    }

    [Fact]
    public async Task An_answer_that_breaks_off_resets_its_stream_only()
    {
        await using var model = ARawModel.That(async connection =>
        {
            var head = await connection.ReadHeadAsync();
            await connection.WriteAsync($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {(head.Contains("/v2/whole") ? 4 : 100)}\r\n\r\npart");
        });
        await using var gateway = await StartAsync(model.Address, tls: false);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => gateway.Http.SendAsync(Request(HttpMethod.Get)));
        using var whole = await gateway.Http.SendAsync(Request(HttpMethod.Get, path: "/deployment/iris/v2/whole"));
        Assert.Equal("part", await whole.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Refusals_have_the_same_shape()
    {
        await using var gateway = await StartAsync("http://127.0.0.1:1", tls: true);
        using var answer = await gateway.Http.SendAsync(Request(HttpMethod.Get, path: "/deployment/iris/metrics"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("PathNotServed", await AGateway.ErrorCodeAsync(answer));
    }

    [Fact]
    public async Task Cookies_in_pieces_are_withheld_and_names_of_the_connection_are_dropped()
    {
        await using var model = await AModel.ThatAsync(context =>
            context.Response.WriteAsync(string.Concat(context.Request.Headers.Select(header => $"{header.Key}: {header.Value}\n"))));
        await using var gateway = await StartAsync(model.Address, tls: false);
        using var request = Request(HttpMethod.Get);
        request.Headers.TryAddWithoutValidation("Cookie", ["a=1", "b=2"]);
        request.Headers.TryAddWithoutValidation("TE", "trailers");
        request.Headers.TryAddWithoutValidation("X-Kept", "yes");
        var seen = await (await gateway.Http.SendAsync(request)).Content.ReadAsStringAsync();
        Assert.DoesNotContain("Cookie", seen);
        Assert.DoesNotContain("TE:", seen);
        Assert.DoesNotContain("\n:", "\n" + seen);
        Assert.Contains("X-Kept: yes\n", seen, StringComparison.OrdinalIgnoreCase);
    }

    private static HttpRequestMessage Request(HttpMethod method, HttpContent? body = null, string path = Path) => new(method, path)
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Content = body,
    };

    private static async Task<AGateway> StartAsync(string address, bool tls, HttpProtocols protocols = HttpProtocols.Http2) =>
        (await AGateway.StartAsync(protocols: protocols, server: kestrel =>
        {
            if (tls)
                kestrel.ConfigureEndpointDefaults(endpoint =>
                {
                    endpoint.Protocols = protocols;
                    endpoint.UseHttps(Certificate());
                });
        })).Knowing(Routed.Iris(address));

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
