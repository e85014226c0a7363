using System.Net;
using System.Net.Sockets;

namespace ModelDeploy.Benchmarks.Running;

/// <summary>Ports on the loopback address.</summary>
internal static class Ports
{
    /// <summary>One that nobody listens on now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The same, below those that the system gives to clients: the ports of replicas must lie there.</summary>
    public static int FreeForReplica() => Enumerable.Range(0, 1_000).Select(_ => Random.Shared.Next(20_000, 29_999)).First(IsFree);

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
