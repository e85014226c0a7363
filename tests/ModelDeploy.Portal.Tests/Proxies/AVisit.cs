using System.Net.Sockets;

namespace ModelDeploy.Portal.Tests.Proxies;

/// <summary>Clients whose connections come from an address of their own on this machine.</summary>
internal static class AVisit
{
    /// <summary>A browser-like client at the address: it asks for pages and shows redirects, and carries no cookies by itself.</summary>
    public static HttpClient From(string source, string portal)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxConnectionsPerServer = 1,
            ConnectCallback = async (context, stop) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(source), 0));
                await socket.ConnectAsync(context.DnsEndPoint, stop);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var client = new HttpClient(handler) { BaseAddress = new Uri(portal) };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        return client;
    }

    /// <summary>What is asked with the headers, each a name and a value; the same name twice is two lines.</summary>
    public static HttpRequestMessage With(this HttpRequestMessage request, params IEnumerable<(string Name, string Value)> headers)
    {
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return request;
    }
}
