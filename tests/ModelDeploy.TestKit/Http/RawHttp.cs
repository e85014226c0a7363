using System.Net.Sockets;
using System.Text;

namespace ModelDeploy.TestKit.Http;

/// <summary>Requests that no client library would send.</summary>
public static class RawHttp
{
    /// <summary>Sends exactly these characters, one byte each, and reads until the server closes or resets the connection.</summary>
    public static async Task<string> SendAsync(string address, string request)
    {
        var uri = new Uri(address);
        using var client = new TcpClient();
        await client.ConnectAsync(uri.Host, uri.Port);
        var stream = client.GetStream();
        var got = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
            await stream.CopyToAsync(got);
        }
        catch (IOException)
        {
            // Reset, which is how an answer is broken off: what came before counts.
        }
        return Encoding.UTF8.GetString(got.ToArray());
    }
}
