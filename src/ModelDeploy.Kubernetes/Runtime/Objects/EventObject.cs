using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Runtime.Objects;

/// <summary>Something that happened to an object.</summary>
internal sealed record EventObject : ApiObject
{
    private const string Combined = "(combined from similar events): ";

    /// <summary>What, in one word: <c>FailedScheduling</c>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What, for people; without the mark of one that stands for several alike.</summary>
    public string Message { get; init => field = value.StartsWith(Combined, StringComparison.Ordinal) ? value[Combined.Length..] : value; } = "";

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>Who tells it, in the older way.</summary>
    public EventSource? Source { get; init; }

    /// <summary>Who tells it; empty where <see cref="Source"/> says it.</summary>
    public string ReportingComponent { get; init; } = "";

    /// <summary>Who tells it: <c>cert-manager-ingress-shim</c>.</summary>
    public string Teller => ReportingComponent.Length > 0 ? ReportingComponent : Source?.Component ?? "";

    /// <summary>When it happened last, or null where only <see cref="EventTime"/> is said.</summary>
    public DateTimeOffset? LastTimestamp { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>When it happened last.</summary>
    public DateTimeOffset At => LastTimestamp ?? EventTime ?? Metadata.CreationTimestamp ?? default;
}

/// <summary>Who tells an event.</summary>
internal sealed record EventSource(string? Component);
