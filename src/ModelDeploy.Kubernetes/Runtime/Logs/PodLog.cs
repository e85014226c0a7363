using System.Runtime.CompilerServices;
using ModelDeploy.Core.Logs;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Logs;

/// <summary>
/// One pod's log. The cluster keeps what the model wrote in its present run and in the one before, and of each only the newest file. It is
/// taken up again by reading from the second of the last line on and leaving out what was seen.
/// </summary>
/// <param name="client">Asks.</param>
/// <param name="inNamespace">Where the pod is.</param>
/// <param name="name">The pod's name.</param>
/// <param name="look">The pod as it is now; null when it is gone.</param>
/// <param name="clock">Waits.</param>
internal sealed class PodLog(ApiClient client, string inNamespace, string name, Func<PodObject?> look, TimeProvider clock)
{
    private const int SpareLines = 50;
    private const int FirstChunk = 2_000;
    private const int ChunkGrowth = 4;
    private const int LargestChunk = FirstChunk * ChunkGrowth * ChunkGrowth * ChunkGrowth * ChunkGrowth; // half a million lines
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private LogPosition? _last;
    private LogPosition? _resumedFrom; // until it is known whether lines are missing after it

    /// <summary>The last <paramref name="tail"/> lines, or all after <paramref name="after"/>, then new ones, until the pod is gone.</summary>
    /// <exception cref="IOException">The API server cannot be reached, refuses, or the connection broke.</exception>
    public async IAsyncEnumerable<LogLine> FollowAsync(int tail, LogPosition? after, [EnumeratorCancellation] CancellationToken stop)
    {
        (_last, _resumedFrom) = (after, after);
        if (after is null)
        {
            foreach (var line in await LastAsync(tail, stop))
                yield return Told(line);
        }
        var (followed, isAtItsEnd) = (default(string), false);
        while (await NextRunAsync(isAtItsEnd ? followed : null, stop) is { } run)
        {
            // What the run before wrote last may not have come before it ended.
            var isAnother = followed is null ? after is not null : followed != RunOf(run);
            foreach (var previous in isAnother && HasPrevious(run) ? new[] { true, false } : [false])
            {
                await foreach (var line in NewAsync(new PodLogQuery(PodObject.Container) { Previous = previous, Follow = !previous }, stop))
                    yield return Told(line);
            }
            (followed, isAtItsEnd) = (RunOf(run), run.State?.Running is null);
            if (!isAtItsEnd)
                await Task.Delay(BetweenLooks, clock, stop); // until the cluster tells that it has ended
        }
    }

    /// <summary>What is kept, from either end.</summary>
    /// <exception cref="IOException">The API server cannot be reached, refuses, or the connection broke.</exception>
    public IAsyncEnumerable<LogLine> ReadAsync(LogReading reading, CancellationToken stop) =>
        (reading.NewestFirst ? BackwardsAsync(reading.Before, stop) : ForwardsAsync(reading.Before, stop)).Where(reading.Matcher.Matches);

    private LogLine Told(LogLine line)
    {
        _last = line.Position;
        return line;
    }

    /// <summary>The container when it has something to read: another run than the one that was read to its end. Null when the pod is gone.</summary>
    private async Task<ContainerStatus?> NextRunAsync(string? ended, CancellationToken stop)
    {
        while (look() is { } pod)
        {
            if (pod.Model is { } model && RunOf(model) is { } run && run != ended)
                return model;
            if (pod.IsOver)
                return null;
            await Task.Delay(BetweenLooks, clock, stop);
        }
        return null;
    }

    // In a back-off the container of the last run is what the log belongs to.
    private static string? RunOf(ContainerStatus model) =>
        model.State?.Waiting is null ? model.ContainerID : model.LastState?.Terminated?.ContainerID;

    private static bool HasPrevious(ContainerStatus model) => model.State?.Waiting is null && model.LastState?.Terminated is not null;

    private async IAsyncEnumerable<LogLine> NewAsync(PodLogQuery query, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var line in LinesAsync(query with { Since = _last?.Time }, stop))
        {
            // Where the file goes back to the line that was seen last, nothing is missing.
            if (_resumedFrom is { } place && line.Position.Time > place.Time)
                yield return new LogLine(name, place with { Count = place.Count + 1 }, LogStream.Platform, LogMarks.Rotated);
            _resumedFrom = null;
            if (_last is not { } seen || line.Position.CompareTo(seen) > 0)
                yield return line;
        }
    }

    private async Task<IReadOnlyList<LogLine>> LastAsync(int lines, CancellationToken stop)
    {
        if (lines <= 0 || look()?.Model is not { } model)
            return [];
        var newest = await EndAsync(lines, previous: false, stop);
        return newest.Count >= lines || !HasPrevious(model)
            ? newest
            : [.. await EndAsync(lines - newest.Count, previous: true, stop), .. newest];
    }

    /// <summary>The last lines of a run. Some more are read: those that share their stamp with the first would be counted wrongly.</summary>
    private async Task<IReadOnlyList<LogLine>> EndAsync(int lines, bool previous, CancellationToken stop)
    {
        var found = await LinesAsync(new PodLogQuery(PodObject.Container) { Previous = previous, Tail = lines + SpareLines }, stop).ToListAsync(stop);
        return [.. (found.Count < lines + SpareLines ? found : WithoutFirstStamp(found)).TakeLast(lines)];
    }

    private static IEnumerable<LogLine> WithoutFirstStamp(List<LogLine> lines) => lines.SkipWhile(line => line.Position.Time == lines[0].Position.Time);

    private async IAsyncEnumerable<LogLine> ForwardsAsync(LogPosition? before, [EnumeratorCancellation] CancellationToken stop)
    {
        LogPosition? last = null;
        foreach (var previous in look()?.Model is { } model && HasPrevious(model) ? new[] { true, false } : [false])
        {
            await foreach (var line in LinesAsync(new PodLogQuery(PodObject.Container) { Previous = previous }, stop))
            {
                if (before is { } limit && line.Position.CompareTo(limit) >= 0)
                    yield break;
                if (last is not { } seen || line.Position.CompareTo(seen) > 0)
                    yield return line;
                last = line.Position;
            }
        }
    }

    /// <summary>The log API has no way back: ever longer ends of the file are read.</summary>
    private async IAsyncEnumerable<LogLine> BackwardsAsync(LogPosition? before, [EnumeratorCancellation] CancellationToken stop)
    {
        var limit = before;
        foreach (var previous in look()?.Model is { } model && HasPrevious(model) ? new[] { false, true } : [false])
        {
            var (isWhole, countBefore) = (false, -1);
            for (var lines = FirstChunk; !isWhole && lines <= LargestChunk; lines *= ChunkGrowth)
            {
                var found = await LinesAsync(new PodLogQuery(PodObject.Container) { Previous = previous, Tail = lines }, stop).ToListAsync(stop);
                // A long line counts as several there: with such, only a longer end that is no longer shows that it was all.
                isWhole = found.Count == countBefore || (found.Count < lines && !found.Exists(line => line.Cut));
                countBefore = found.Count;
                foreach (var line in (isWhole ? found : WithoutFirstStamp(found)).Reverse())
                {
                    if (limit is { } place && line.Position.CompareTo(place) >= 0)
                        continue;
                    yield return line;
                    limit = line.Position;
                }
            }
        }
    }

    private async IAsyncEnumerable<LogLine> LinesAsync(PodLogQuery query, [EnumeratorCancellation] CancellationToken stop)
    {
        var opened = await client.OpenLogAsync(inNamespace, name, query, stop);
        if (!opened.Is(out var stream, out var error))
        {
            // Gone, or not begun: there is nothing to read.
            if (error.Reason is ApiReason.NotFound or ApiReason.NotServed or ApiReason.BadRequest)
                yield break;
            throw new IOException($"The log of {name} cannot be read. {error}");
        }
        await using (stream)
        {
            await foreach (var line in new PodLogReader(stream, name).ReadAsync(stop))
                yield return line;
        }
    }
}
