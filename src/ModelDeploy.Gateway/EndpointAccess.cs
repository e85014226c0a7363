using ModelDeploy.Core.Deployments;
using ModelDeploy.Gateway.Routing;

namespace ModelDeploy.Gateway;

/// <summary>Who may call an endpoint.</summary>
internal static class EndpointAccess
{
    /// <summary>Public endpoints admit everybody. Private ones admit clients with a key; while no keys can be issued, that is nobody.</summary>
    public static bool Admits(DeploymentRoute route) => route.Access is AccessType.Public;
}
