using System.Collections.Immutable;
using ModelDeploy.Core;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>What was asked about a pod beyond its state.</summary>
internal sealed record PodEvidence
{
    /// <summary>Nothing was asked yet.</summary>
    public static PodEvidence None { get; } = new();

    /// <summary>Its warnings, oldest first.</summary>
    public IReadOnlyList<EventObject> Warnings { get; init; } = [];

    /// <summary>When they were last asked for, or null.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Whether its pull secret is known not to exist.</summary>
    public bool IsPullSecretMissing { get; init; }

    /// <summary>The last log lines of runs that ended, by the id of the container that ran.</summary>
    public ImmutableDictionary<string, EquatableList<string>> LastLines { get; init; } = ImmutableDictionary<string, EquatableList<string>>.Empty;

    /// <summary>The newest warning with one of these reasons, not older than that, or null.</summary>
    public EventObject? Newest(DateTimeOffset since, params ReadOnlySpan<string> reasons)
    {
        foreach (var warning in Warnings.Reverse())
        {
            if (warning.At >= since && reasons.Contains(warning.Reason))
                return warning;
        }
        return null;
    }
}
