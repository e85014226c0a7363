using System.Net;
using System.Net.Sockets;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;

namespace ModelDeploy.Gateway.Tests;

public sealed class BrokenModelTests
{
    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")]
    public async Task A_replica_that_breaks_off_before_its_answer_is_a_bad_gateway(string answered)
    {
        await using var model = ARawModel.Answering(answered);
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var answer = await gateway.Http.GetAsync("/deployment/iris/v2");
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal("ReplicaBroke", await AGateway.ErrorCodeAsync(answer));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n")]
    public async Task An_answer_that_breaks_off_in_the_middle_does_not_look_whole(string answered)
    {
        await using var model = ARawModel.Answering(answered);
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => gateway.Http.GetStringAsync("/deployment/iris/v2"));
        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { ServerErrors: 1, InFlight: 0 }, "the broken answer counts as a server error");
    }

    [Fact]
    public async Task A_request_that_could_not_be_connected_goes_to_another_replica()
    {
        await using var model = await AModel.ThatAsync(context => context.Request.Body.CopyToAsync(context.Response.Body));
        await using var gateway = await AGateway.BeforeAsync(Nobody(), model.Address);
        for (var request = 0; request < 4; request++)
        {
            using var answer = await gateway.Http.PostAsync("/deployment/iris/v2/x", new StringContent("body"));
            Assert.Equal("body", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Several_replicas_that_leave_at_once_do_not_keep_a_request_from_the_one_that_stays()
    {
        await using var model = await AModel.ThatAsync(context => context.Request.Body.CopyToAsync(context.Response.Body));
        await using var gateway = await AGateway.BeforeAsync(Nobody(), Nobody(), Nobody(), model.Address);
        for (var request = 0; request < 8; request++)
        {
            using var answer = await gateway.Http.PostAsync("/deployment/iris/v2/x", new StringContent("body"));
            Assert.Equal("body", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task When_no_replica_can_be_connected_the_deployment_is_unavailable()
    {
        await using var gateway = await AGateway.BeforeAsync(Nobody(), Nobody());
        using var answer = await gateway.Http.PostAsync("/deployment/iris/v2/x", new StringContent("body"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("Unreachable", await AGateway.ErrorCodeAsync(answer));
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_replica_that_does_not_accept_in_time_is_passed_over()
    {
        using var full = await AFullModel.StartAsync();
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = (await AGateway.StartAsync(limits => limits.ConnectTimeout = TimeSpan.FromMilliseconds(300)))
            .Knowing(Routed.Iris(model.Address, full.Address));
        Assert.Equal("hello", await gateway.Http.GetStringAsync("/deployment/iris/v2"));
        Assert.Equal(1, model.Requests);
    }

    [Fact]
    public async Task A_request_that_a_replica_may_have_seen_is_not_sent_again()
    {
        var asked = 0;
        await using var broken = ARawModel.That(async connection =>
        {
            await connection.ReadHeadAsync();
            Interlocked.Increment(ref asked);
        });
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.BeforeAsync(model.Address, broken.Address);
        using var answer = await gateway.Http.PostAsync("/deployment/iris/v2/x", new StringContent("body"));
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal((1, 0), (asked, model.Requests));
    }

    [Fact]
    public async Task A_model_that_does_not_answer_in_time_is_a_gateway_timeout()
    {
        await using var model = await AModel.ThatAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var gateway = (await AGateway.StartAsync(limits => limits.AnswerTimeout = TimeSpan.FromMilliseconds(200)))
            .Knowing(Routed.Iris(model.Address));
        using var got = await gateway.Http.GetAsync("/deployment/iris/v2");
        Assert.Equal(HttpStatusCode.GatewayTimeout, got.StatusCode);
        Assert.Equal("ModelTooSlow", await AGateway.ErrorCodeAsync(got));
        using var posted = await gateway.Http.PostAsync("/deployment/iris/v2/x", new StringContent("body"));
        Assert.Equal(HttpStatusCode.GatewayTimeout, posted.StatusCode);
    }

    [Fact]
    public async Task An_answer_that_stalls_is_broken_off()
    {
        await using var model = await AModel.ThatAsync(async context =>
        {
            await context.Response.Body.WriteAsync("begun"u8.ToArray());
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var gateway = (await AGateway.StartAsync(limits => limits.IdleTimeout = TimeSpan.FromMilliseconds(300)))
            .Knowing(Routed.Iris(model.Address));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => gateway.Http.GetStringAsync("/deployment/iris/v2"));
    }

    [Fact]
    public async Task A_body_that_stops_coming_is_the_clients_fault()
    {
        await using var model = await AModel.ThatAsync(context => context.Request.Body.CopyToAsync(Stream.Null));
        await using var gateway = (await AGateway.StartAsync(limits => limits.IdleTimeout = TimeSpan.FromMilliseconds(300)))
            .Knowing(Routed.Iris(model.Address));
        var answer = await gateway.SendRawAsync("POST /deployment/iris/v2/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 10\r\n\r\nhalf");
        Assert.StartsWith("HTTP/1.1 408 ", answer);
        Assert.Contains("\"BodyStalled\"", answer);
    }

    /// <summary>An address that refuses connections.</summary>
    private static string Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
