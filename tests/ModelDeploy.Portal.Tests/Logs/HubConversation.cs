using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ModelDeploy.Portal.Hubs;

namespace ModelDeploy.Portal.Tests.Logs;

/// <summary>
/// One connection to a hub, spoken by hand: JSON messages that each end with a record separator. The library for it is
/// written in JavaScript and runs in the browser tests.
/// </summary>
internal sealed class HubConversation : IDisposable
{
    private const char End = '\u001e';
    private const int StreamItem = 2;
    private const int StreamInvocation = 4;
    private const int Completion = 3;

    private readonly WebSocket _socket;
    private string _received = "";

    private HubConversation(WebSocket socket) => _socket = socket;

    /// <summary>Shakes hands.</summary>
    public static async Task<HubConversation> BeginAsync(WebSocket socket)
    {
        var conversation = new HubConversation(socket);
        await conversation.SendAsync(new { protocol = "json", version = 1 });
        Assert.Equal("{}", await conversation.ReceiveAsync());
        return conversation;
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Starts the stream of a log.</summary>
    public Task FollowAsync(string deploymentId, LogViewDto? view = null) => StreamAsync("Follow", deploymentId, view ?? new LogViewDto());

    /// <summary>Starts the stream of one page of older lines.</summary>
    public Task AskOlderAsync(string deploymentId, OlderLinesDto wanted) => StreamAsync("Older", deploymentId, wanted);

    /// <summary>The next batch as it was sent, or null when the stream has ended without an error.</summary>
    public async Task<string?> NextBatchAsync()
    {
        while (true)
        {
            using var message = JsonDocument.Parse(await ReceiveAsync());
            switch (message.RootElement.GetProperty("type").GetInt32())
            {
                case StreamItem:
                    return message.RootElement.GetProperty("item").GetRawText();
                case Completion:
                    Assert.False(message.RootElement.TryGetProperty("error", out var error), error.ToString());
                    return null;
            }
        }
    }

    /// <summary>Returns when the portal has ended the connection.</summary>
    public async Task ClosedAsync()
    {
        var buffer = new byte[4 << 10];
        try
        {
            while ((await _socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken)).MessageType is not WebSocketMessageType.Close)
            {
                // Batches and pings may still be on their way.
            }
        }
        catch (WebSocketException failure) when (failure.WebSocketErrorCode is WebSocketError.ConnectionClosedPrematurely)
        {
            // Hung up without a goodbye: ended all the same.
        }
    }

    private Task StreamAsync(string target, params object[] arguments) =>
        SendAsync(new { type = StreamInvocation, invocationId = "1", target, arguments });

    private Task SendAsync(object message) => _socket.SendAsync(
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message, JsonSerializerOptions.Web) + End), WebSocketMessageType.Text, endOfMessage: true,
        TestContext.Current.CancellationToken);

    private async Task<string> ReceiveAsync()
    {
        var buffer = new byte[64 << 10];
        while (!_received.Contains(End))
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);
            Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
            _received += Encoding.UTF8.GetString(buffer, 0, part.Count);
        }
        var message = _received[.._received.IndexOf(End)];
        _received = _received[(message.Length + 1)..];
        return message;
    }
}
