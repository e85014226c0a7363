using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection;

namespace ModelDeploy.Portal.Tests.Measurements;

/// <summary>Counts the circuits that a portal holds, and lets it keep none whose browser has gone: for measuring memory.</summary>
public sealed class OpenCircuits : CircuitHandler
{
    private int _count;

    /// <summary>How many there are now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Begins to count in this host.</summary>
    public void Follow(IServiceCollection services) => services
        .AddSingleton<CircuitHandler>(this)
        .Configure<CircuitOptions>(options => options.DisconnectedCircuitMaxRetained = 0);

    /// <inheritdoc />
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Interlocked.Decrement(ref _count);
        return Task.CompletedTask;
    }
}
