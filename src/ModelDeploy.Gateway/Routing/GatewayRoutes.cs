namespace ModelDeploy.Gateway.Routing;

/// <summary>The newest route table, swapped whole by one writer and read by everybody.</summary>
/// <param name="time">Says when the first table was awaited.</param>
public sealed class GatewayRoutes(TimeProvider time)
{
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RouteTable? _current;

    /// <summary>Since when this gateway is there: it counted nothing before.</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();

    /// <summary>The newest table, or null until all deployments were read for the first time.</summary>
    public RouteTable? Current => _current;

    /// <summary>Completes once there is a table.</summary>
    internal Task LoadedAsync(CancellationToken stop) => _loaded.Task.WaitAsync(stop);

    internal void Replace(RouteTable table)
    {
        _current = table;
        _loaded.TrySetResult();
    }
}
