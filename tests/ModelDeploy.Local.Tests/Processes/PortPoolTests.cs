using System.Net;
using System.Net.Sockets;
using ModelDeploy.Local.Processes;
using ModelDeploy.Local.Processes.Launching;

namespace ModelDeploy.Local.Tests.Processes;

public sealed class PortPoolTests
{
    [Fact]
    public void A_port_that_somebody_listens_on_is_not_given_out()
    {
        using var somebody = new TcpListener(IPAddress.Loopback, 0);
        somebody.Start();
        var port = ((IPEndPoint)somebody.LocalEndpoint).Port;

        Assert.Null(new PortPool(new PortRange(port, port)).Take());
    }

    [Fact]
    public void No_port_is_given_out_twice_until_it_was_given_back()
    {
        var pool = new PortPool(FreeRange(3));
        int?[] taken = [pool.Take(), pool.Take(), pool.Take()];
        Assert.Equal(3, taken.OfType<int>().Distinct().Count());
        Assert.Null(pool.Take());

        pool.Return(taken[0]!.Value);

        Assert.Equal(taken[0], pool.Take());
    }

    [Fact]
    public void A_port_that_was_given_back_is_used_again_last()
    {
        var pool = new PortPool(FreeRange(3));
        var first = pool.Take()!.Value;

        pool.Return(first);

        Assert.NotEqual(first, pool.Take());
    }

    [Fact]
    public void A_port_of_a_replica_that_was_found_is_taken()
    {
        var range = FreeRange(1);
        var pool = new PortPool(range);

        pool.Reserve(range.First);

        Assert.Null(pool.Take());
    }

    private static PortRange FreeRange(int count)
    {
        var candidates = Enumerable.Range(0, 1000).Select(_ => Random.Shared.Next(20000, 29000)).Select(first => new PortRange(first, first + count - 1));
        return candidates.First(range => Enumerable.Range(range.First, count).All(port => new PortPool(new PortRange(port, port)).Take() is not null));
    }
}
