using System.Text.Json.Nodes;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Faults;

/// <summary>Something that is wrong, as people or administrators cause it, and what shall be told of it.</summary>
/// <param name="Name">The deployment that has it.</param>
/// <param name="Reason">The reason that shall be named.</param>
/// <param name="Sentence">A part of the sentence.</param>
internal sealed record Fault(string Name, FailureReason Reason, string Sentence)
{
    /// <summary>What is done, in a few words.</summary>
    public required string How { get; init; }

    /// <summary>What is asked for.</summary>
    public Func<DeploymentSpec, DeploymentSpec> Spec { get; init; } = spec => spec;

    /// <summary>The instance type; null for a small one.</summary>
    public InstanceType? Type { get; init; }

    /// <summary>What an administrator's webhook makes of the pods' spec, or null.</summary>
    public Action<JsonObject>? Craft { get; init; }

    /// <summary>Where the images of this fault come from: fetched ones are begun a few at a time, as kubelet limits them.</summary>
    public bool IsFetched { get; init; }

    /// <summary>The lab's model server with this fault.</summary>
    public DeploymentSpec SpecOf() => Spec(ASpec.Usual with
    {
        DisplayName = Name,
        ModelImage = RuntimeLab.Image,
        InstanceType = Type?.Name ?? "small",
        Readiness = Readiness.Http("/readyz"),
    });

    /// <inheritdoc />
    public override string ToString() => Name;
}
