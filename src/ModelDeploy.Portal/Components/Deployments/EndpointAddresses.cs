using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Components.Deployments;

/// <summary>Under which address people reach a deployment's model.</summary>
public sealed class EndpointAddresses(ModelDeployOptions options, NavigationManager navigation)
{
    /// <summary>The predictions address, or null while nothing serves.</summary>
    public string? Of(Deployment deployment) =>
        deployment.Deletion is null && deployment.Status.Replicas.Any(replica => replica.Ready)
            ? $"{options.PublicUrl ?? navigation.BaseUri.TrimEnd('/')}/deployment/{deployment.Id}/api/v1.0/predictions"
            : null;
}
