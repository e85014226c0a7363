using ModelDeploy.Core.Logs;

namespace ModelDeploy.Portal.Hubs;

/// <summary>Which older lines the browser asks for.</summary>
/// <param name="View">What is looked at.</param>
/// <param name="Before">Only lines before this moment, except of the replicas in <paramref name="Places"/>; null for no limit.</param>
/// <param name="Places">From where on it has the lines of these replicas; the first thousand count.</param>
public sealed record OlderLinesDto(LogViewDto View, DateTimeOffset? Before, IReadOnlyList<LogPlaceDto>? Places)
{
    private const int MostPlaces = 1_000;

    /// <summary>The question to Core.</summary>
    public LogPageQuery ToQuery() => new()
    {
        Replica = View.OneReplica,
        Filter = View.ToFilter(),
        Before = Before,
        BeforeIn = (Places ?? []).Take(MostPlaces)
            .DistinctBy(place => place.Replica)
            .ToDictionary(place => place.Replica, place => place.ToPosition(), StringComparer.Ordinal),
    };
}
