using ModelDeploy.Core.Diagnosis;

namespace ModelDeploy.Core.Runtimes;

/// <summary>What a runtime sees of one deployment at one moment.</summary>
public sealed record Observation
{
    /// <summary>How many exits it tells of at most.</summary>
    public const int MostExits = 10;

    /// <summary>Nothing exists: no replica, nothing kept.</summary>
    public static Observation Nothing { get; } = new();

    /// <summary>The runtime could not be asked, for this reason. Nothing else in it means anything.</summary>
    public static Observation Unknown(string because) => new() { UnknownBecause = because };

    /// <summary>Why nothing is known, or null when the rest is true.</summary>
    public string? UnknownBecause { get; init; }

    /// <summary>Whether anything at all is held for the deployment (replicas, files, objects). A delete is finished when not.</summary>
    public bool Exists { get; init; }

    /// <summary>
    /// Whether the runtime has yet to take up the workload that was applied last: more may be started than is seen. The end of it is a
    /// change that <see cref="IModelRuntime.WatchAsync"/> tells. Another surge alone does not count.
    /// </summary>
    public bool Behind { get; init; }

    /// <summary>How many replicas the workload asks for that was taken up last; 0 when there is none. Fewer may be seen for a moment.</summary>
    public int Wanted { get; init; }

    /// <summary>All replicas, also those waiting to be started again, ordered by name.</summary>
    public EquatableList<ReplicaObservation> Replicas { get; init; }

    /// <summary>What keeps replicas of the newest applied template from being made at all (a quota of the cluster, an admission), or null.</summary>
    public ReplicaProblem? Problem { get; init; }

    /// <summary>Unexpected exits of the newest applied template, newest last, at most <see cref="MostExits"/>.</summary>
    public EquatableList<ReplicaExit> Exits { get; init; }

    /// <summary>What may keep callers from replicas that are ready, in words without a full stop (see <see cref="ClusterNotes"/>), or null. Never a failure.</summary>
    public string? Note { get; init; }
}

/// <summary>What one replica is doing.</summary>
public enum ReplicaState
{
    /// <summary>Being created or not yet ready for the first time.</summary>
    Starting,

    /// <summary>Has been ready; <see cref="ReplicaObservation.Ready"/> says whether it is now.</summary>
    Running,

    /// <summary>Has exited and waits to be started again.</summary>
    Waiting,

    /// <summary>Is being ended; takes no new requests.</summary>
    Stopping,
}

/// <summary>One replica.</summary>
public sealed record ReplicaObservation
{
    /// <summary>Unique within the deployment; stays over restarts.</summary>
    public required string Name { get; init; }

    /// <summary>Hash of the template it was made from.</summary>
    public required string Template { get; init; }

    /// <summary>What it is doing.</summary>
    public required ReplicaState State { get; init; }

    /// <summary>Whether its readiness check passes now and it is not being ended.</summary>
    public bool Ready { get; init; }

    /// <summary>Where the gateway reaches it (<c>http://127.0.0.1:20001</c>), or null while it has no address.</summary>
    public string? Address { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when <see cref="State"/> and <see cref="Ready"/> are as they are, or null when that is not known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How often it was started again.</summary>
    public int Restarts { get; init; }

    /// <summary>What keeps it from being ready, when something is known; else null.</summary>
    public ReplicaProblem? Problem { get; init; }
}

/// <summary>Something known to be wrong with a replica, or with making one.</summary>
/// <param name="Failure">In words.</param>
/// <param name="Since">Since when it holds.</param>
/// <param name="Certain">True when waiting longer will not help; false when it counts only at the deadline (a failing probe).</param>
public sealed record ReplicaProblem(Failure Failure, DateTimeOffset Since, bool Certain);

/// <summary>An exit that nobody asked for.</summary>
/// <param name="Replica">Which replica.</param>
/// <param name="Template">Of which template.</param>
/// <param name="At">When.</param>
/// <param name="ExitCode">Its exit code, or null when a signal ended it.</param>
/// <param name="Signal">The signal's name (<c>SIGKILL</c>), or null.</param>
/// <param name="OutOfMemory">Whether it was ended for its memory.</param>
/// <param name="WasReady">Whether it had been ready since it was last started.</param>
/// <param name="LastLines">Its last log lines, at most 20; empty also when the log was gone before it could be read.</param>
/// <param name="Because">What is known to be behind it and says more than the exit (a liveness check, an image for another processor), or null.</param>
public sealed record ReplicaExit(
    string Replica, string Template, DateTimeOffset At, int? ExitCode, string? Signal, bool OutOfMemory, bool WasReady,
    EquatableList<string> LastLines, Failure? Because = null);
