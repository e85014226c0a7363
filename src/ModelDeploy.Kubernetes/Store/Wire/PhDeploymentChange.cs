using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Store.Wire;

/// <summary>One entry of the journal.</summary>
internal sealed record PhDeploymentChange : ApiObject
{
    public required PhDeploymentChangeSpec Spec { get; init; }
}

/// <summary>Who did what, and the spec that came of it.</summary>
internal sealed record PhDeploymentChangeSpec
{
    public required string Deployment { get; init; }

    public required Guid Uid { get; init; }

    public required string Group { get; init; }

    public required long Revision { get; init; }

    public required ModelDeploy.Core.Deployments.ChangeAction Action { get; init; }

    public required ChangeAuthor By { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Message { get; init; }

    public long? FromRevision { get; init; }

    /// <summary>Without the values of secrets.</summary>
    public required PhDeploymentSpec Snapshot { get; init; }
}

/// <summary>Who did it.</summary>
internal sealed record ChangeAuthor(string Issuer, string Subject, string Name);
