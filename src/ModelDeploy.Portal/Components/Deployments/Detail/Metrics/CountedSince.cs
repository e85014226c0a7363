using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Metrics;

/// <summary>What a page says where the gateway counts for less time than is shown. It must not claim that there were no requests before.</summary>
public static class CountedSince
{
    /// <summary>The moment since when it counts, where that is within the shown time; else null.</summary>
    /// <param name="since">Since when the gateway counts.</param>
    /// <param name="moments">What is shown, oldest first.</param>
    public static DateTimeOffset? Within(DateTimeOffset since, IReadOnlyList<DateTimeOffset> moments) =>
        moments.Count > 0 && since > moments[0] ? since : null;

    /// <summary>What an empty chart of requests says; null for the usual.</summary>
    public static string? NoRequests(DateTimeOffset? since) => since is { } at ? MetricsTexts.NoRequestsSince.With(at) : null;
}
