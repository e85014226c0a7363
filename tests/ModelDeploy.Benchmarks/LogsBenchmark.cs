using System.Diagnostics;
using System.Globalization;
using ModelDeploy.Benchmarks.Portals;
using ModelDeploy.Benchmarks.Running;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Logs;

namespace ModelDeploy.Benchmarks;

/// <summary>A model that prints as fast as it can, under a real supervisor: lines per second from its pipe over the log file to one viewer.</summary>
internal static class LogsBenchmark
{
    private const string Image = "bench/printer";
    private const int Lines = 300_000;
    private const string LastLine = "that was all";

    // The model waits for a file, so that the viewer is there before the first line.
    private static readonly string Script =
        $"until [ -e go ]; do sleep 0.02; done; seq -f 'line %.0f of a log that is as long as lines of logs often are, with a number and words' 1 {Lines}; echo {LastLine}; exec sleep 600";

    /// <summary>Lines per second that reach the viewer, and the share that its bounded mailbox dropped and marked.</summary>
    public static async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        var data = bench.DataDirectory();
        (await Seed.OpenAsync(data, bench.Stop)).Dispose();
        await using var portal = HostedPortal.Start(data, new Dictionary<string, string>
        {
            [$"ModelDeploy:Local:Images:{Image}:Command:0"] = "/bin/sh",
            [$"ModelDeploy:Local:Images:{Image}:Command:1"] = "-c",
            [$"ModelDeploy:Local:Images:{Image}:Command:2"] = Script,
            ["ModelDeploy:Limits:LogBytes"] = "400000000",
        });

        var round = 0;
        var seen = await Rounds.RepeatAsync(bench, "logs", one => one.Passed, () => FollowAsync(portal, data, $"printer-{++round}", bench.Stop));
        return
        [
            Row.Report($"lines/s from a model that prints {Lines} at once, through file and follower", Number(seen.Passed)),
            Row.Report("lines/s of them that reach one viewer; the rest is a gap with its count", Number(seen.Delivered)),
        ];
    }

    private static async Task<Seen> FollowAsync(HostedPortal portal, string data, string id, CancellationToken stop)
    {
        var key = new DeploymentKey(id);
        var commands = portal.Get<DeploymentCommands>();
        await commands.CreateAsync(Seed.Somebody, id, Seed.Spec(Image), stop);
        var work = await WorkDirectoryAsync(Path.Combine(data, "replicas", id), stop);
        var follower = portal.Get<LogFollower>();
        await Until.TrueAsync(
            async () => await follower.ListAsync(Seed.Somebody, key, stop) is { } sources && sources.Any(source => source.Live), $"{id} has a log", stop);
        using var log = await follower.OpenAsync(Seed.Somebody, key, replica: null, LogFilter.None, stop)
            ?? throw new InvalidOperationException($"{id} has no log.");

        await File.WriteAllTextAsync(Path.Combine(work, "go"), "", stop);
        var began = Stopwatch.GetTimestamp();
        var (lines, dropped) = await CountAsync(log, stop);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;

        await commands.DeleteAsync(Seed.Somebody, id, stop);
        return new Seen((lines + dropped) / seconds, lines / seconds);
    }

    private static async Task<(long Lines, long Dropped)> CountAsync(LogSubscription log, CancellationToken stop)
    {
        var (lines, dropped) = (0L, 0L);
        await foreach (var batch in log.Batches.WithCancellation(stop))
        {
            foreach (var entry in batch.Entries)
            {
                switch (entry)
                {
                    case LogEntry.Gap gap:
                        dropped += gap.Dropped;
                        break;
                    case LogEntry.Line { Log.Text: LastLine }:
                        return (lines, dropped);
                    case LogEntry.Line:
                        lines++;
                        break;
                }
            }
        }
        throw new InvalidOperationException("The log ended before its last line.");
    }

    private static async Task<string> WorkDirectoryAsync(string replicas, CancellationToken stop)
    {
        string? found = null;
        await Until.TrueAsync(() =>
        {
            found = Directory.Exists(replicas) ? Directory.EnumerateDirectories(replicas, "work", SearchOption.AllDirectories).FirstOrDefault() : null;
            return Task.FromResult(found is not null);
        }, "the replica has a folder", stop);
        return found!;
    }

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private sealed record Seen(double Passed, double Delivered)
    {
        public override string ToString() => $"{Number(Passed)} lines/s, of which {Number(Delivered)} reach the viewer";
    }
}
