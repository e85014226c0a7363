namespace ModelDeploy.Core.Logs;

/// <summary>Which replicas' logs a viewer gets.</summary>
internal static class LogSelection
{
    /// <summary>On opening: the one asked for; else those that live and some of those that are gone.</summary>
    public static IReadOnlyList<string> OnOpening(string? replica, IReadOnlyList<LogSource> sources, int mostGone) =>
        replica is null
            ? [.. Later(null, sources), .. sources.Where(source => !source.Live).Select(source => source.Replica).Take(mostGone)]
            : Later(replica, sources);

    /// <summary>While open: the one asked for; else those that live, so that old logs never appear behind new lines.</summary>
    public static IReadOnlyList<string> Later(string? replica, IReadOnlyList<LogSource> sources) =>
        [.. sources.Where(source => replica is null ? source.Live : source.Replica == replica).Select(source => source.Replica)];
}
