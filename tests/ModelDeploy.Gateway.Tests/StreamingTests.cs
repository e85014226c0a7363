using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;

namespace ModelDeploy.Gateway.Tests;

public sealed class StreamingTests
{
    [Fact]
    public async Task An_event_arrives_before_the_stream_ends()
    {
        var goOn = new TaskCompletionSource();
        await using var model = await AModel.ThatAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: first\n\n");
            await goOn.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("data: second\n\n");
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/deployment/iris/v1/chat/completions") { Content = new StringContent("{}") };
        using var answer = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("data: first", await events.ReadLineAsync());
        goOn.SetResult();
        Assert.Equal("\ndata: second\n\n", await events.ReadToEndAsync());
    }

    [Fact]
    public async Task Headers_arrive_before_the_first_byte_of_the_body()
    {
        var goOn = new TaskCompletionSource();
        await using var model = await AModel.ThatAsync(async context =>
        {
            await context.Response.Body.FlushAsync();
            await goOn.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("late");
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var answer = await gateway.Http.GetAsync("/deployment/iris/v2", HttpCompletionOption.ResponseHeadersRead);
        goOn.SetResult();
        Assert.Equal("late", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_piece_of_a_body_reaches_the_model_before_the_body_ends()
    {
        var first = new TaskCompletionSource<string>();
        await using var model = await AModel.ThatAsync(async context =>
        {
            var buffer = new byte[100];
            first.SetResult(Encoding.ASCII.GetString(buffer, 0, await context.Request.Body.ReadAsync(buffer)));
            await context.Request.Body.CopyToAsync(context.Response.Body);
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var client = await gateway.ConnectAsync();
        await client.GetStream().WriteAsync("POST /deployment/iris/v2/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n"u8.ToArray());
        Assert.Equal("one", await first.Task);
        await client.GetStream().WriteAsync("3\r\ntwo\r\n0\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(client.GetStream());
        Assert.Contains("two", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_WebSocket_passes_messages_both_ways()
    {
        await using var model = await AModel.ThatAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync("v1.model");
            var buffer = new byte[1000];
            while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } message)
                await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, context.RequestAborted);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", context.RequestAborted);
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var client = new ClientWebSocket();
        client.Options.AddSubProtocol("v1.model");
        await client.ConnectAsync(new Uri(gateway.Address.Replace("http:", "ws:") + "/deployment/iris/v2/stream"), default);
        Assert.Equal("v1.model", client.SubProtocol);
        Assert.Equal(1, gateway.Counters.Of("iris")!.InFlight);

        var buffer = new byte[1000];
        foreach (var text in new[] { "ping", "pong" })
        {
            await client.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);
            var message = await client.ReceiveAsync(buffer, default);
            Assert.Equal(text, Encoding.UTF8.GetString(buffer, 0, message.Count));
        }
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
        Assert.Equal("bye", client.CloseStatusDescription);
        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { InFlight: 0, Succeeded: 1 }, "the WebSocket has ended and is counted");
    }

    [Fact]
    public async Task A_model_may_refuse_a_WebSocket()
    {
        await using var model = await AModel.ThatAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var client = new ClientWebSocket();
        client.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() =>
            client.ConnectAsync(new Uri(gateway.Address.Replace("http:", "ws:") + "/deployment/iris/v2/stream"), default));
        Assert.Equal(403, (int)client.HttpStatusCode);
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_models_work()
    {
        var begun = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await using var model = await AModel.ThatAsync(async context =>
        {
            context.RequestAborted.Register(ended.SetResult);
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var leave = new CancellationTokenSource();
        var asking = gateway.Http.GetAsync("/deployment/iris/v2", leave.Token);
        await begun.Task;
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { ClientErrors: 1, InFlight: 0 }, "the request that was given up is counted");
        Assert.Equal(0, gateway.Table.Find("iris")!.Replicas[0].InFlight);
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_a_stream_ends_it()
    {
        var ended = new TaskCompletionSource();
        await using var model = await AModel.ThatAsync(async context =>
        {
            context.RequestAborted.Register(ended.SetResult);
            await context.Response.WriteAsync("begun");
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using (await gateway.Http.GetAsync("/deployment/iris/v2", HttpCompletionOption.ResponseHeadersRead))
            Assert.False(ended.Task.IsCompleted);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_its_body_ends_the_models_request()
    {
        var begun = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await using var model = await AModel.ThatAsync(async context =>
        {
            context.RequestAborted.Register(ended.SetResult);
            begun.SetResult();
            await context.Request.Body.CopyToAsync(Stream.Null);
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using (var client = await gateway.ConnectAsync())
        {
            await client.GetStream().WriteAsync("POST /deployment/iris/v2/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray());
            await begun.Task;
        }
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_large_answer_arrives_as_it_was_sent()
    {
        const int Pieces = 2000;
        var piece = new byte[50_000];
        Random.Shared.NextBytes(piece);
        await using var model = await AModel.ThatAsync(async context =>
        {
            for (var sent = 0; sent < Pieces; sent++)
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var answer = await gateway.Http.GetAsync("/deployment/iris/v2", HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var got = new byte[piece.Length];
        for (var read = 0; read < Pieces; read++)
        {
            await body.ReadExactlyAsync(got);
            Assert.True(piece.AsSpan().SequenceEqual(got));
        }
        Assert.Equal(-1, body.ReadByte());
    }
}
