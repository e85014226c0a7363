using System.Net;
using System.Net.Sockets;

namespace ModelDeploy.Gateway.Tests.Support;

/// <summary>
/// A server whose queue of connections is full and stays so: further ones are neither taken nor refused, as where a firewall drops
/// packets. Only Linux takes a backlog of zero at its word.
/// </summary>
internal sealed class AFullModel : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TcpClient _waiting = new();

    private AFullModel() => _listener.Start(backlog: 0);

    public string Address => $"http://{_listener.LocalEndpoint}";

    public static async Task<AFullModel> StartAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux takes a backlog of zero at its word.");
        var model = new AFullModel();
        await model._waiting.ConnectAsync((IPEndPoint)model._listener.LocalEndpoint);
        return model;
    }

    public void Dispose()
    {
        _waiting.Dispose();
        _listener.Dispose();
    }
}
