using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Reconciling;

/// <summary>What shall happen with the runtime.</summary>
public abstract record RuntimeStep
{
    private RuntimeStep() { }

    /// <summary>Make this exist; 0 replicas releases all.</summary>
    public sealed record Apply(Workload Workload) : RuntimeStep;

    /// <summary>Leave what was applied before as it is.</summary>
    public sealed record Keep : RuntimeStep;

    /// <summary>Nothing may exist.</summary>
    public sealed record Remove : RuntimeStep;
}

/// <summary>What should exist for a deployment, and what it costs.</summary>
public sealed record Plan
{
    /// <summary>What shall happen with the runtime in this pass.</summary>
    public required RuntimeStep Step { get; init; }

    /// <summary>The grant that the status shall hold after this pass, or null for none.</summary>
    public Grant? Grant { get; init; }

    /// <summary>
    /// When not empty, one of these grants must be admitted and written before the plan can go on; the first that fits is
    /// taken: with one replica more at first, then without.
    /// </summary>
    public EquatableList<Grant> Ask { get; init; }

    /// <summary>What it waits for after a refused admission, or null.</summary>
    public Grant? Waiting { get; init; }

    /// <summary>Why the newest revision cannot run at all, or null.</summary>
    public Failure? Refusal { get; init; }

    /// <summary>Hash of the newest template, or null when it is not known.</summary>
    public string? Template { get; init; }
}
