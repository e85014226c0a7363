using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Deployments;

/// <summary>What the controller found out about a deployment. Written in one place, only when it changed.</summary>
public sealed record DeploymentStatus
{
    /// <summary>Before any controller has looked.</summary>
    public static DeploymentStatus Initial { get; } = new();

    /// <summary>Whether a controller that is not ours wrote it: then it has phase, message and numbers, and no failure, templates or moments.</summary>
    public bool IsForeign { get; init; }

    /// <summary>The generation that this status is about; 0 before the first look.</summary>
    public long ObservedGeneration { get; init; }

    /// <summary>The phase as assessed. Show <see cref="EffectivePhase"/> instead.</summary>
    public DeploymentPhase Phase { get; init; } = DeploymentPhase.Deploying;

    /// <summary>One sentence for people; never empty after the first look.</summary>
    public string Message { get; init; } = "";

    /// <summary>Why it failed; set exactly while the phase is Failed, unless <see cref="IsForeign"/>.</summary>
    public Failure? Failure { get; init; }

    /// <summary>How many replicas the newest observed revision wants.</summary>
    public int Wanted { get; init; }

    /// <summary>How many replicas of the newest template exist.</summary>
    public int Updated { get; init; }

    /// <summary>How many replicas of the newest template can take requests.</summary>
    public int Available { get; init; }

    /// <summary>Every replica that exists, of whatever template, ordered by name.</summary>
    public EquatableList<ReplicaObservation> Replicas { get; init; }

    /// <summary>Hash of the newest template, or null when it is not known (stopped, refused before it was frozen).</summary>
    public string? Template { get; init; }

    /// <summary>What was last fully deployed, so that a failed newer revision can say which one still serves; or null.</summary>
    public ServingRevision? LastDeployed { get; init; }

    /// <summary>What it holds of the group's quota, or null.</summary>
    public Grant? Grant { get; init; }

    /// <summary>The grant that it waits for because the quota had no room, or null.</summary>
    public Grant? Waiting { get; init; }

    /// <summary>When a Deployed one lost a replica, until it is Deployed again; restarts the deadline's clock.</summary>
    public DateTimeOffset? LostReplicaAt { get; init; }

    /// <summary>Since when the runtime could not be asked; null while it can.</summary>
    public DateTimeOffset? UnknownSince { get; init; }

    /// <summary>When phase, message or failure last changed.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Since when this generation is in this phase; null in what was written before that was kept.</summary>
    public DateTimeOffset? PhaseSince { get; init; }
}

/// <summary>A revision that was fully deployed, and its template's hash.</summary>
public sealed record ServingRevision(long Revision, string Template);
