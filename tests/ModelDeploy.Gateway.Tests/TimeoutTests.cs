using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;

namespace ModelDeploy.Gateway.Tests;

/// <summary>The times that the product promises, by a clock that the test moves.</summary>
public sealed class TimeoutTests
{
    private const string Path = "/deployment/iris/v2/x";
    private readonly ManualTime _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(null)]
    [InlineData("body")]
    public async Task A_model_has_sixty_seconds_to_begin_its_answer(string? body)
    {
        await using var model = await AModel.ThatAsync(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var gateway = await StartAsync(model);
        var asking = gateway.Http.PostAsync(Path, body is null ? null : new StringContent(body));
        await Eventually.TrueAsync(() => model.Requests == 1 && _time.PendingTimers > 0, "the model has the request");
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(asking.IsCompleted);

        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return asking.IsCompleted;
            },
            "the request ends");
        using var answer = await asking;
        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Equal("ModelTooSlow", await AGateway.ErrorCodeAsync(answer));
        await CountedAsync(gateway, serverErrors: 1);
    }

    [Fact]
    public async Task A_stream_may_be_silent_for_five_minutes()
    {
        var speak = new SemaphoreSlim(0);
        await using var model = await AModel.ThatAsync(async context =>
        {
            while (true)
            {
                await context.Response.WriteAsync("event\n");
                await speak.WaitAsync(context.RequestAborted);
            }
        });
        await using var gateway = await StartAsync(model);
        using var answer = await gateway.Http.GetAsync(Path, HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());
        for (var silence = 0; silence < 3; silence++)
        {
            Assert.Equal("event", await events.ReadLineAsync());
            await Eventually.TrueAsync(() => _time.PendingTimers > 0, "the gateway waits for the next event");
            _time.Advance(TimeSpan.FromSeconds(299));
            speak.Release();
        }
        Assert.Equal("event", await events.ReadLineAsync());

        _time.Advance(TimeSpan.FromMinutes(10));
        await Assert.ThrowsAnyAsync<IOException>(() => events.ReadLineAsync());
        await CountedAsync(gateway, serverErrors: 1);
    }

    [Fact]
    public async Task A_WebSocket_on_which_nothing_moves_is_ended()
    {
        var ended = new TaskCompletionSource();
        await using var model = await AModel.ThatAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await EndOfAsync(socket);
            ended.SetResult();
        });
        await using var gateway = await StartAsync(model);
        using var client = new ClientWebSocket();
        client.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        await client.ConnectAsync(new Uri(gateway.Address.Replace("http:", "ws:") + Path), default);
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMinutes(5));
                return ended.Task.IsCompleted;
            },
            "the model's side has ended");
        await Assert.ThrowsAnyAsync<WebSocketException>(() => client.ReceiveAsync(new byte[10], default));
        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { Requests: 1, Succeeded: 1, InFlight: 0 }, "it is counted once");
    }

    /// <summary>Returns when the connection is gone, however it went.</summary>
    private static async Task EndOfAsync(WebSocket socket)
    {
        await Assert.ThrowsAnyAsync<Exception>(() => socket.ReceiveAsync(new byte[10], default));
    }

    private static Task CountedAsync(AGateway gateway, int serverErrors) =>
        Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { Requests: 1, InFlight: 0 } counted && counted.ServerErrors == serverErrors, "it is counted once");

    private async Task<AGateway> StartAsync(AModel model) => (await AGateway.StartAsync(
        limits => (limits.AnswerTimeout, limits.IdleTimeout) = (new GatewayOptions().AnswerTimeout, new GatewayOptions().IdleTimeout), time: _time))
        .Knowing(Routed.Iris(model.Address));
}
