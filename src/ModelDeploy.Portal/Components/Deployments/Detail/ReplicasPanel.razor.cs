using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>The replicas of a deployment, and what they use for as long as somebody looks.</summary>
public sealed partial class ReplicasPanel() : LookingComponent(TimeSpan.FromSeconds(2))
{
    private IReadOnlyDictionary<string, ReplicaUsage> _usage = new Dictionary<string, ReplicaUsage>();

    /// <summary>Tells what replicas use.</summary>
    [Inject] public required UsageReader Usage { get; init; }

    /// <summary>Who looks.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>Whose replicas.</summary>
    [Parameter, EditorRequired] public required Deployment Deployment { get; set; }

    /// <inheritdoc />
    protected override async Task<bool> LookAsync()
    {
        var usage = await Usage.ReadAsync(Viewer, Deployment.Id, Closing);
        _usage = usage.ToDictionary(replica => replica.Replica, StringComparer.Ordinal);
        return true;
    }

    private ReplicaUsage? UsageOf(ReplicaObservation replica) => _usage.GetValueOrDefault(replica.Name);

    // The amounts of older templates are not known any more.
    private long? LimitOf(ReplicaObservation replica) =>
        Deployment.Status.Grant is { } grant && grant.Template == replica.Template ? grant.Each.Memory : null;
}
