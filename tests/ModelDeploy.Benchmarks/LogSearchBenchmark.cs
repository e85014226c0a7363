using System.Diagnostics;
using System.Globalization;
using ModelDeploy.Benchmarks.Portals;
using ModelDeploy.Benchmarks.Running;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Logs;

namespace ModelDeploy.Benchmarks;

/// <summary>Searches over the kept files of two replicas with a million lines together, through the same door as the page.</summary>
internal static class LogSearchBenchmark
{
    private const string Id = "searched";
    private const int Lines = 1_000_000;
    private const int Segments = 20;
    private const int SearchesPerRound = 20;
    private const double TargetMilliseconds = 500;

    private static readonly (string Name, LogFilter Filter)[] Searches =
    [
        ("a text that nobody wrote", new LogFilter("there is no such line")),
        ("a text of one line at the very beginning", new LogFilter("LINE 17 ")),
        ("the errors that contain a text that nobody wrote", new LogFilter("there is no such line", LogSeverity.Error)),
        ("a level that no line has", new LogFilter("", LogSeverity.Error)),
    ];

    /// <summary>The 95th percentile of each search, in milliseconds, every line read to the first.</summary>
    public static async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        var data = bench.DataDirectory();
        using (var store = await Seed.OpenAsync(data, bench.Stop))
            await Seed.AddAsync(store, [Id], _ => Seed.Spec(Seed.Iris, stopped: true), bench.Stop);
        await using var portal = HostedPortal.Start(data, new Dictionary<string, string> { ["ModelDeploy:Limits:LogBytes"] = "1000000000" });
        var archive = portal.Get<LogArchive>();
        await portal.Get<DeploymentFeed>().LoadedAsync(bench.Stop);
        bench.Say($"  writing {Lines} lines");
        Write(Path.Combine(data, "replicas", Id, $"{Id}-aaaaa-1", "logs"));
        Write(Path.Combine(data, "replicas", Id, $"{Id}-aaaaa-2", "logs"));

        List<Row> rows = [];
        foreach (var (name, filter) in Searches)
        {
            var p95 = await Rounds.RepeatAsync(bench, name, one => one, () => SearchAsync(archive, filter, bench.Stop));
            rows.Add(Row.Bound($"search for {name} in {Lines} lines, p95 ms", Number(p95), $"< {Number(TargetMilliseconds)}", p95 < TargetMilliseconds));
        }
        return rows;
    }

    private static async Task<double> SearchAsync(LogArchive archive, LogFilter filter, CancellationToken stop)
    {
        List<double> took = [];
        for (var search = 0; search < SearchesPerRound; search++)
        {
            var began = Stopwatch.GetTimestamp();
            var page = await archive.ReadPageAsync(Seed.Somebody, new DeploymentKey(Id), new LogPageQuery { Filter = filter }, stop);
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (page is not { More: false })
                throw new InvalidOperationException("The search did not read everything.");
        }
        return Rounds.Quantile(took, 0.95);
    }

    private static void Write(string directory)
    {
        Directory.CreateDirectory(directory);
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var (segment, line) = (1, 0); segment <= Segments; segment++)
        {
            using var file = new StreamWriter(Path.Combine(directory, $"{segment:D6}.log"));
            for (var end = line + Lines / 2 / Segments; line < end; line++)
            {
                file.Write(string.Create(CultureInfo.InvariantCulture,
                    $"{time.AddMilliseconds(line):yyyy-MM-ddTHH:mm:ss.fffffff}00Z stdout F INFO:     Line {line} of a log: POST /api/v1.0/predictions took {line % 97} ms\n"));
            }
        }
    }

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
