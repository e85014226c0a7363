using ModelDeploy.Core.Logs;

namespace ModelDeploy.Portal.Hubs;

/// <summary>What somebody wants to see of a deployment's log, as the browser says it.</summary>
/// <param name="Replica">One replica; null or empty for all.</param>
/// <param name="Search">What the lines shall contain; cut at <see cref="LogFilter.LongestSearch"/>.</param>
/// <param name="Level">The name of the least severity; anything else means all.</param>
public sealed record LogViewDto(string? Replica = null, string? Search = null, string? Level = null)
{
    /// <summary>The one replica, or null for all.</summary>
    public string? OneReplica => string.IsNullOrEmpty(Replica) ? null : Replica;

    /// <summary>Which lines.</summary>
    public LogFilter ToFilter()
    {
        var search = Search ?? "";
        return new LogFilter(
            search.Length > LogFilter.LongestSearch ? search[..LogFilter.LongestSearch] : search,
            Enum.TryParse<LogSeverity>(Level, ignoreCase: true, out var severity) && Enum.IsDefined(severity) ? severity : null);
    }
}
