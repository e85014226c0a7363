using System.Runtime.CompilerServices;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Logs;

/// <summary>What was logged before: pages of older lines, searched where the log is kept, and the whole of it.</summary>
/// <param name="runtime">Whose logs.</param>
/// <param name="maySee">Whether the deployment exists and this viewer may see it.</param>
public sealed class LogArchive(IModelRuntime runtime, Func<Viewer, DeploymentKey, bool> maySee)
{
    /// <summary>How many lines a page has at most.</summary>
    public const int PageLines = 1_000;

    /// <summary>How many bytes of lines a page has at most, except for its first line.</summary>
    public const int PageBytes = 1 << 20;

    private const int LinesBetweenLooks = 1_000;

    /// <summary>
    /// The newest lines of those asked for. Null when there is no such deployment or the viewer may not see it. Throws for
    /// transport.
    /// </summary>
    public async Task<LogPage?> ReadPageAsync(Viewer viewer, DeploymentKey key, LogPageQuery query, CancellationToken stop)
    {
        if (!maySee(viewer, key))
            return null;
        var matcher = new LogMatcher(query.Filter);
        var (lines, bytes) = (new List<LogLine>(), 0);
        var more = false;
        await foreach (var line in LogMerger.MergeAsync(await ReadAsync(key, query.Replica, Reading, stop), newestFirst: true, stop))
        {
            bytes += LogBatch.SizeOf(line);
            more = lines.Count == PageLines || (lines.Count > 0 && bytes > PageBytes);
            if (more)
                break;
            lines.Add(line);
        }
        lines.Reverse();
        return new LogPage(lines.ToEquatableList(), more);

        LogReading Reading(string replica) => new(matcher, query.BoundOf(replica), NewestFirst: true);
    }

    /// <summary>
    /// Everything kept of one replica's log, or of all (null) merged in order of time, oldest first, up to what is written
    /// now. Null when there is no such deployment or the viewer may not see it; ends when the viewer may no longer see it.
    /// </summary>
    public async Task<IAsyncEnumerable<LogLine>?> ReadAllAsync(Viewer viewer, DeploymentKey key, string? replica, CancellationToken stop)
    {
        if (!maySee(viewer, key))
            return null;
        var matcher = new LogMatcher(LogFilter.None);
        var sources = await ReadAsync(key, replica, _ => new LogReading(matcher, Before: null, NewestFirst: false), stop);
        return WhileSeenAsync(viewer, key, LogMerger.MergeAsync(sources, newestFirst: false, stop), stop);
    }

    private async Task<IReadOnlyList<IAsyncEnumerable<LogLine>>> ReadAsync(
        DeploymentKey key, string? replica, Func<string, LogReading> reading, CancellationToken stop)
    {
        var sources = await runtime.ListLogsAsync(key, stop);
        return [.. sources
            .Select(source => source.Replica)
            .Where(name => replica is null || name == replica)
            .Select(name => runtime.ReadLogAsync(key, name, reading(name), stop))];
    }

    private async IAsyncEnumerable<LogLine> WhileSeenAsync(
        Viewer viewer, DeploymentKey key, IAsyncEnumerable<LogLine> lines, [EnumeratorCancellation] CancellationToken stop)
    {
        var count = 0;
        await foreach (var line in lines.WithCancellation(stop))
        {
            if (++count % LinesBetweenLooks == 0 && !maySee(viewer, key))
                yield break;
            yield return line;
        }
    }
}
