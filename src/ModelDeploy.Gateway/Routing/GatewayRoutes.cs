namespace ModelDeploy.Gateway.Routing;

/// <summary>The newest route table, swapped whole by one writer and read by everybody.</summary>
public sealed class GatewayRoutes
{
    private volatile RouteTable? _current;

    /// <summary>The newest table, or null until all deployments were read for the first time.</summary>
    public RouteTable? Current => _current;

    internal void Replace(RouteTable table) => _current = table;
}
