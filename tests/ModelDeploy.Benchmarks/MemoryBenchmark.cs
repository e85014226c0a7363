using ModelDeploy.Benchmarks.Portals;
using ModelDeploy.Benchmarks.Running;
using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Benchmarks;

/// <summary>What the published portal and its supervisors hold with 5 running and 2,000 stopped deployments, a quiet minute after the last moved.</summary>
internal static class MemoryBenchmark
{
    private const int Running = 5;
    private const int Stopped = 2_000;
    private const double PortalTarget = 250;
    private const double SupervisorTarget = 15;
    private const int QuietLooks = 12;
    private const double Quiet = 0.02;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>MiB, the median of the rounds; each is a start of its own.</summary>
    public static async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        if (!OperatingSystem.IsLinux())
            throw new SkippedException("memory is read from Linux's /proc");
        var data = bench.DataDirectory();
        using (var store = await Seed.OpenAsync(data, bench.Stop))
        {
            await Seed.AddAsync(store, Ids("running", Running), _ => Seed.Spec(Seed.Iris), bench.Stop);
            await Seed.AddAsync(store, Ids("stopped", Stopped), _ => Seed.Spec(Seed.Iris, stopped: true), bench.Stop);
        }
        var held = await Rounds.RepeatAsync(bench, "memory, MiB", one => one.Portal.Resident, () => MeasureAsync(bench, data));
        return
        [
            Row.Bound($"portal with {Running} running and {Stopped} stopped, MiB", held.Portal.ToString(), $"≤ {PortalTarget} resident", held.Portal.Resident <= PortalTarget),
            Row.Bound("one supervisor, mean, MiB", held.Supervisor.ToString(), $"≤ {SupervisorTarget} resident", held.Supervisor.Resident <= SupervisorTarget),
        ];
    }

    private static async Task<Held> MeasureAsync(Bench bench, string data)
    {
        await using var portal = await PublishedPortal.StartAsync(bench, data);
        using var client = new HttpClient();
        await Until.AnswersAsync(client, $"{portal.Address}/readyz", portal.Process, bench.Stop);
        foreach (var id in Ids("running", Running))
            await Until.AnswersAsync(client, portal.Endpoint(id, "v2/health/ready"), portal.Process, bench.Stop);
        await SettleAsync(portal.Process, bench.Stop);
        var supervisors = Supervisors(data).Select(ProcessMemory.Of).OfType<ProcessMemory>().ToList();
        return new Held(ProcessMemory.Of(portal.Process.Id)!, ProcessMemory.Mean(supervisors));
    }

    private static async Task SettleAsync(Child portal, CancellationToken stop)
    {
        List<double> seen = [];
        for (var waited = TimeSpan.Zero; waited < Patience; waited += BetweenLooks)
        {
            portal.MustLive();
            seen.Add(ProcessMemory.Of(portal.Id)!.Resident);
            var newest = seen.TakeLast(QuietLooks).ToList();
            if (newest.Count == QuietLooks && newest.Max() - newest.Min() <= Quiet * newest.Max())
                return;
            await Task.Delay(BetweenLooks, stop);
        }
    }

    private static IEnumerable<int> Supervisors(string data) =>
        Directory.EnumerateDirectories(Path.Combine(data, "replicas"))
            .SelectMany(Directory.EnumerateDirectories)
            .Select(replica => new ReplicaFiles(replica).ReadState()?.Supervisor)
            .Where(supervisor => supervisor is { IsAlive: true })
            .Select(supervisor => supervisor!.Pid);

    private static IEnumerable<string> Ids(string prefix, int count) => Enumerable.Range(1, count).Select(number => $"{prefix}-{number}");

    private sealed record Held(ProcessMemory Portal, ProcessMemory Supervisor)
    {
        public override string ToString() => $"portal {Portal}; a supervisor {Supervisor}";
    }
}
