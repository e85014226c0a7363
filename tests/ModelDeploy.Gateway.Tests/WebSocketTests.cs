using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;

namespace ModelDeploy.Gateway.Tests;

public sealed class WebSocketTests
{
    private const string Upgrade = "Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private const string Accepted = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_536)]
    [InlineData(3_000_000)]
    public async Task Messages_of_any_size_pass_both_ways(int size)
    {
        await using var model = await AModel.ThatAsync(EchoAsync);
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var client = await ConnectAsync(gateway);
        var sent = new byte[size];
        Random.Shared.NextBytes(sent);
        var got = new MemoryStream();
        var sending = client.SendAsync(sent, WebSocketMessageType.Binary, true, default);
        var buffer = new byte[10_000];
        ValueWebSocketReceiveResult piece;
        do
        {
            piece = await client.ReceiveAsync(buffer.AsMemory(), default);
            got.Write(buffer, 0, piece.Count);
        }
        while (!piece.EndOfMessage);
        await sending;
        Assert.True(sent.AsSpan().SequenceEqual(got.ToArray()));
    }

    [Fact]
    public async Task The_model_may_be_the_one_that_closes()
    {
        await using var model = await AModel.ThatAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, "enough", context.RequestAborted);
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var client = await ConnectAsync(gateway);
        Assert.Equal(WebSocketMessageType.Close, (await client.ReceiveAsync(new byte[10], default)).MessageType);
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "enough"), (client.CloseStatus, client.CloseStatusDescription));
        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { InFlight: 0, Succeeded: 1, Requests: 1 }, "it has ended and is counted once");
    }

    [Fact]
    public async Task A_client_that_vanishes_ends_the_models_side()
    {
        var ended = new TaskCompletionSource();
        await using var model = await AModel.ThatAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await EndOfAsync(socket);
            ended.SetResult();
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        (await ConnectAsync(gateway)).Abort();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { InFlight: 0, Requests: 1 }, "it has ended");
    }

    [Fact]
    public async Task A_model_that_vanishes_ends_the_clients_side()
    {
        var connected = new TaskCompletionSource();
        await using var model = await AModel.ThatAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await connected.Task;
            context.Abort();
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var client = await ConnectAsync(gateway);
        connected.SetResult();
        await Assert.ThrowsAnyAsync<WebSocketException>(() => client.ReceiveAsync(new byte[10], default));
    }

    [Fact]
    public async Task What_a_model_said_before_it_ended_its_side_arrives()
    {
        var last = new string('z', 200_000);
        await using var model = ARawModel.That(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync(Accepted + last);
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        var answer = await gateway.SendRawAsync("GET /deployment/iris/v2/stream HTTP/1.1\r\n" + Upgrade);
        Assert.StartsWith("HTTP/1.1 101 ", answer);
        Assert.EndsWith("\r\n\r\n" + last, answer);
    }

    [Fact]
    public async Task A_client_that_ends_its_side_has_left_and_the_model_hears_all_it_said()
    {
        var heard = new TaskCompletionSource<string>();
        await using var model = ARawModel.That(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync(Accepted);
            heard.SetResult(await connection.ReadToEndAsync());
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var client = await gateway.ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /deployment/iris/v2/stream HTTP/1.1\r\n" + Upgrade));
        var buffer = new byte[2000];
        Assert.StartsWith("HTTP/1.1 101 ", Encoding.ASCII.GetString(buffer, 0, await client.GetStream().ReadAsync(buffer)));
        await client.GetStream().WriteAsync("last words"u8.ToArray());
        client.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        Assert.Equal("last words", await heard.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_ping_reaches_the_model_and_its_pong_the_client()
    {
        await using var model = await AModel.ThatAsync(EchoAsync);
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var client = await gateway.ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /deployment/iris/v2/stream HTTP/1.1\r\n" + Upgrade));
        using var reader = new BinaryReader(client.GetStream(), Encoding.ASCII);
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append(reader.ReadChar());
        // A masked ping of two bytes with a mask of zeros; the answer is an unmasked pong with the same two.
        await client.GetStream().WriteAsync(new byte[] { 0x89, 0x82, 0, 0, 0, 0, (byte)'h', (byte)'i' });
        Assert.Equal(new byte[] { 0x8A, 2, (byte)'h', (byte)'i' }, reader.ReadBytes(4));
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/v2/../metrics")]
    [InlineData("/")]
    public async Task A_path_that_is_not_served_is_not_upgraded(string path)
    {
        await using var model = await AModel.ThatAsync(EchoAsync);
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var client = await gateway.ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /deployment/iris{path} HTTP/1.1\r\n{Upgrade}"));
        var buffer = new byte[100];
        Assert.StartsWith("HTTP/1.1 404 ", Encoding.ASCII.GetString(buffer, 0, await client.GetStream().ReadAsync(buffer)));
        Assert.Equal(0, model.Requests);
    }

    [Theory]
    [InlineData("h2c")]
    [InlineData("h2c, websocket")]
    [InlineData("TLS/1.0")]
    public async Task Other_protocols_are_not_offered_to_a_model(string protocol)
    {
        await using var model = await AModel.ThatAsync(context => context.Response.WriteAsync($"[{context.Request.Headers.Upgrade}{context.Request.Headers["HTTP2-Settings"]}]"));
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var client = await gateway.ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: {protocol}\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream());
        var answer = await reader.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.Contains("[]", answer);
    }

    /// <summary>Returns when the connection is gone, however it went.</summary>
    private static async Task EndOfAsync(WebSocket socket)
    {
        await Assert.ThrowsAnyAsync<Exception>(() => socket.ReceiveAsync(new byte[10], default));
    }

    private static async Task<ClientWebSocket> ConnectAsync(AGateway gateway)
    {
        var client = new ClientWebSocket();
        await client.ConnectAsync(new Uri(gateway.Address.Replace("http:", "ws:") + "/deployment/iris/v2/stream"), default);
        return client;
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[10_000];
        while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } message)
            await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, context.RequestAborted);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }
}
