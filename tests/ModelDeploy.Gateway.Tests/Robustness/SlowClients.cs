using System.Net.Sockets;
using System.Text;
using ModelDeploy.Gateway.Tests.Support;

namespace ModelDeploy.Gateway.Tests.Robustness;

/// <summary>Clients that hold a connection each and say one more byte now and then, so that they never seem to be gone.</summary>
internal sealed class SlowClients : IAsyncDisposable
{
    private readonly IReadOnlyList<TcpClient> _clients;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _dribbling;
    private long _bytes;

    private SlowClients(IReadOnlyList<TcpClient> clients, byte[] rest)
    {
        _clients = clients;
        _dribbling = Task.Run(() => DribbleAsync(rest));
    }

    /// <summary>How many bytes they have dribbled so far, all together.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>So many of them, which begin with one text at once and go on with the other, again and again, a byte at a time.</summary>
    public static async Task<SlowClients> ConnectAsync(AGateway gateway, int count, string begin, string rest)
    {
        List<TcpClient> clients = [];
        for (var at = 0; at < count; at++)
        {
            clients.Add(await gateway.ConnectAsync());
            await clients[at].GetStream().WriteAsync(Encoding.ASCII.GetBytes(begin));
        }
        return new SlowClients(clients, Encoding.ASCII.GetBytes(rest));
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _dribbling;
        foreach (var client in _clients)
            client.Dispose();
        _end.Dispose();
    }

    private async Task DribbleAsync(byte[] rest)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var at = 0; !_end.IsCancellationRequested; at++)
        {
            foreach (var client in _clients)
            {
                client.GetStream().Write(rest.AsSpan(at % rest.Length, 1));
                _bytes++;
            }
            await ((Task)pace.WaitForNextTickAsync(_end.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
