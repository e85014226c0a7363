using System.Text.Json;
using Microsoft.Playwright;

namespace ModelDeploy.Portal.Tests.Measurements;

/// <summary>Counts what a window receives, as it comes over the wire: headers, compressed bodies and the socket's messages.</summary>
public sealed class Traffic
{
    private long _bytes;

    /// <summary>Bytes so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Begins to count.</summary>
    public static async Task<Traffic> CountAsync(IPage page)
    {
        var traffic = new Traffic();
        var session = await page.Context.NewCDPSessionAsync(page);
        session.Event("Network.loadingFinished").OnEvent += (_, told) => traffic.Add((long)told!.Value.GetProperty("encodedDataLength").GetDouble());
        session.Event("Network.webSocketFrameReceived").OnEvent += (_, told) => traffic.Add(LengthOf(told!.Value.GetProperty("response")));
        await session.SendAsync("Network.enable");
        return traffic;
    }

    // Binary messages (opcode 2) are told in base64.
    private static long LengthOf(JsonElement message)
    {
        var text = message.GetProperty("payloadData").GetString()!;
        return message.GetProperty("opcode").GetDouble() is 2 ? Convert.FromBase64String(text).Length : text.Length;
    }

    private void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
