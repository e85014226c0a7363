using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ModelDeploy.Portal.Tests.Cluster;

/// <summary>Passes connections on to a server, until it is closed: then it cuts them all and takes no new ones.</summary>
public sealed partial class ClosableRoad : IAsyncDisposable
{
    private readonly Uri _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _accepting;
    private volatile bool _closed;

    /// <summary>A road to this server.</summary>
    public ClosableRoad(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The kubeconfig with this road in place of the server's own address.</summary>
    public string Redirect(string kubeconfig) => ServerLine().Replace(
        kubeconfig, $"$1server: {_server.Scheme}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}\n$1tls-server-name: {_server.Host}");

    /// <summary>Cuts what is open and lets nobody through.</summary>
    public void Close()
    {
        _closed = true;
        foreach (var connection in _open.Keys)
            connection.Dispose();
    }

    /// <summary>Lets everybody through again.</summary>
    public void Open() => _closed = false;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        Close();
        await _accepting;
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = PassAsync(await _listener.AcceptTcpClientAsync(_ending.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task PassAsync(TcpClient here)
    {
        using var there = new TcpClient();
        try
        {
            if (_closed)
                return;
            _open[here] = _open[there] = true;
            await there.ConnectAsync(_server.Host, _server.Port, _ending.Token);
            await Task.WhenAny(
                here.GetStream().CopyToAsync(there.GetStream(), _ending.Token), there.GetStream().CopyToAsync(here.GetStream(), _ending.Token));
        }
        catch (Exception cut) when (cut is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
        }
        finally
        {
            here.Dispose();
            _open.TryRemove(here, out _);
            _open.TryRemove(there, out _);
        }
    }

    [GeneratedRegex(@"^( *)server: .*$", RegexOptions.Multiline)]
    private static partial Regex ServerLine();
}
