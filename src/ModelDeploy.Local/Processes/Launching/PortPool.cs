using System.Net;
using System.Net.Sockets;

namespace ModelDeploy.Local.Processes.Launching;

/// <summary>
/// Gives out ports of the range: none twice, none that somebody listens on, and one that was given back only after all others, so
/// that a request meant for a replica that is gone does not reach another model.
/// </summary>
internal sealed class PortPool(PortRange range)
{
    private readonly Lock _lock = new();
    private readonly HashSet<int> _taken = [];
    private int _next = Random.Shared.Next(range.Count);

    /// <summary>A free port, or null when there is none. Throws where that cannot be tried.</summary>
    public int? Take()
    {
        lock (_lock)
        {
            for (var tried = 0; tried < range.Count; tried++)
            {
                var port = range.First + _next;
                _next = (_next + 1) % range.Count;
                if (!_taken.Contains(port) && IsFree(port))
                {
                    _taken.Add(port);
                    return port;
                }
            }
            return null;
        }
    }

    /// <summary>Counts a port as taken: a replica that was found has it.</summary>
    public void Reserve(int port)
    {
        lock (_lock)
            _taken.Add(port);
    }

    /// <summary>Gives a port back.</summary>
    public void Return(int port)
    {
        lock (_lock)
            _taken.Remove(port);
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
