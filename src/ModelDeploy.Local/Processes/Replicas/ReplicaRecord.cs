using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Local.Processes.Replicas;

/// <summary>What the portal itself remembers about a replica (<c>replica.json</c>), so that another start of the portal can go on with it.</summary>
internal sealed record ReplicaRecord
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its place in the order of creation within its template, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What it is made of.</summary>
    public required WorkloadTemplate Template { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The current or last attempt; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>Whether the attempt may still run: its end has not been dealt with.</summary>
    public bool Attempting { get; init; }

    /// <summary>What the processes of the current or last attempt are known by, or null before the first.</summary>
    public string? Mark { get; init; }

    /// <summary>How often it was started again after it had ended by itself.</summary>
    public int Restarts { get; init; }

    /// <summary>How often in a row it has ended by itself.</summary>
    public int Failures { get; init; }

    /// <summary>Where this attempt shall listen; 0 without an attempt.</summary>
    public int Port { get; init; }

    /// <summary>When this attempt was ready for the first time, or null.</summary>
    public DateTimeOffset? ReadySince { get; init; }

    /// <summary>What keeps attempts from starting, until one has started; else null.</summary>
    public ReplicaProblem? Problem { get; init; }

    /// <summary>What it was last shown as, or null before that.</summary>
    public ShownState? Shown { get; init; }

    /// <summary>When the next attempt may begin.</summary>
    public DateTimeOffset StartAt { get; init; }

    /// <summary>Whether it is being ended for good.</summary>
    public bool Leaving { get; init; }
}
