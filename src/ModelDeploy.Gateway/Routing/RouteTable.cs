using System.Collections.Immutable;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Gateway.Routing;

/// <summary>All routes at one moment. Immutable: a request works with one table from beginning to end.</summary>
public sealed class RouteTable
{
    private readonly ImmutableDictionary<string, DeploymentRoute> _routes;

    private RouteTable(ImmutableDictionary<string, DeploymentRoute> routes) => _routes = routes;

    /// <summary>No routes at all.</summary>
    public static RouteTable Empty { get; } = new(ImmutableDictionary.Create<string, DeploymentRoute>(StringComparer.Ordinal));

    /// <summary>The route of this id, case-sensitive, or null.</summary>
    public DeploymentRoute? Find(string id) => _routes.GetValueOrDefault(id);

    /// <summary>All routes, in no order.</summary>
    internal IEnumerable<DeploymentRoute> All => _routes.Values;

    /// <summary>The table after these changes, in their order.</summary>
    public RouteTable Fold(IEnumerable<DeploymentChange> changes)
    {
        var routes = _routes.ToBuilder();
        foreach (var (key, deployment) in changes)
        {
            if (deployment is null)
                routes.Remove(key.Id);
            else
                routes[key.Id] = DeploymentRoute.Of(deployment, routes.GetValueOrDefault(key.Id));
        }
        return new RouteTable(routes.ToImmutable());
    }
}
