using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Components.Deployments;

/// <summary>Under which address people reach a deployment's model.</summary>
public sealed class EndpointAddresses(ModelDeployOptions options, NavigationManager navigation)
{
    /// <summary>Where people reach the portal.</summary>
    public Uri Origin { get; } = new(options.PublicUrl ?? navigation.BaseUri);

    /// <summary>The predictions address, or null while nothing serves.</summary>
    public string? Of(Deployment deployment) => Of(deployment, "/api/v1.0/predictions");

    /// <summary>The address of a path at the model, with its leading slash, or null while nothing serves.</summary>
    public string? Of(Deployment deployment, string path) =>
        deployment.Deletion is null && deployment.Status.Replicas.Any(replica => replica.Ready)
            ? $"{options.PublicUrl ?? navigation.BaseUri.TrimEnd('/')}/deployment/{deployment.Id}{path}"
            : null;
}
