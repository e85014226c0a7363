using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Core.Runtimes;

/// <summary>What a runtime shall make exist, and keep existing, for one deployment.</summary>
public sealed record Workload
{
    /// <summary>The deployment's uid.</summary>
    public required Guid Uid { get; init; }

    /// <summary>The owning group's name.</summary>
    public required string Group { get; init; }

    /// <summary>What every replica is made of.</summary>
    public required WorkloadTemplate Template { get; init; }

    /// <summary>How many replicas of the template; 0 releases all and keeps the rest (files, a Service).</summary>
    public required int Replicas { get; init; }

    /// <summary>Who may call it; where callers do not come through the gateway, a private one is not to be reached by them at all.</summary>
    public AccessType Access { get; init; } = AccessType.Public;

    /// <summary>Lines of a password file, for where callers do not come through the gateway; empty when nobody is to be let in so.</summary>
    public EquatableList<string> Passwords { get; init; }

    /// <summary>1: start one more before an older replica is taken away; 0: take one away first.</summary>
    public required int Surge { get; init; }
}

/// <summary>What needs new replicas when it changes.</summary>
public sealed record WorkloadTemplate
{
    /// <summary>Hash of what is below, except for the placement, which is frozen with it; two replicas with the same hash are interchangeable.</summary>
    public required string Hash { get; init; }

    /// <summary>Image reference.</summary>
    public required string Image { get; init; }

    /// <summary>Pull secret, or null.</summary>
    public string? ImagePullSecret { get; init; }

    /// <summary>Model URI, or null.</summary>
    public string? ModelUri { get; init; }

    /// <summary>The user's environment variables; the platform's own come from the runtime.</summary>
    public EquatableList<EnvVariable> Env { get; init; }

    /// <summary>The port in a cluster.</summary>
    public required int Port { get; init; }

    /// <summary>The readiness check.</summary>
    public required Readiness Readiness { get; init; }

    /// <summary>The frozen amounts of one replica.</summary>
    public required Resources Resources { get; init; }

    /// <summary>Where replicas may run in a cluster.</summary>
    public Placement Placement { get; init; } = Placement.Anywhere;
}
