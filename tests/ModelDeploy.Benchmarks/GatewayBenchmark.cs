using System.Globalization;
using ModelDeploy.Benchmarks.Load;
using ModelDeploy.Benchmarks.Portals;
using ModelDeploy.Benchmarks.Running;

namespace ModelDeploy.Benchmarks;

/// <summary>
/// The published portal's gateway beside nginx, both in front of the same model: an nginx that answers from memory and runs as
/// a replica of the portal. 1 KB goes there and 1 KB comes back; connections are kept on both sides.
/// </summary>
internal static class GatewayBenchmark
{
    private const string Image = "bench/upstream";
    private const string Id = "upstream";
    private const int WarmUpSeconds = 20;
    private const double TargetOfRate = 0.45;
    private const double TargetOfDelay = 3;

    /// <summary>Requests per second at full load; delay at half and at a quarter of nginx's full load.</summary>
    public static async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        Programs.Require("wrk");
        var (upstream, peerPort) = (Ports.FreeForReplica(), Ports.Free());
        var model = Nginx.Command("upstream.conf.template", bench.Folder("upstream"), upstream);
        var peerFolder = bench.Folder("nginx");
        var peer = Nginx.Command("nginx.conf.template", peerFolder, peerPort, upstream);

        var data = bench.DataDirectory();
        using (var store = await Seed.OpenAsync(data, bench.Stop))
            await Seed.AddAsync(store, [Id], _ => Seed.Spec(Image), bench.Stop);
        await using var portal = await PublishedPortal.StartAsync(bench, data, Arguments(model, upstream));
        await using var nginx = Child.Start(peer[0], peerFolder, peer.Skip(1));

        var ours = new Uri(portal.Endpoint(Id, Seed.PredictionPath));
        var theirs = new Uri($"http://127.0.0.1:{peerPort}/{Seed.PredictionPath}");
        using (var client = new HttpClient())
        {
            await Until.AnswersAsync(client, ours.AbsoluteUri, portal.Process, bench.Stop);
            await Until.AnswersAsync(client, theirs.AbsoluteUri, nginx, bench.Stop);
        }
        foreach (var address in (Uri[])[ours, theirs])
            await Wrk.RateAsync(address.AbsoluteUri, WarmUpSeconds, bench.Stop);

        var rates = await Rounds.AlternateAsync(bench, rate => rate,
            new Candidate<double>("gateway, requests/s", () => Wrk.RateAsync(ours.AbsoluteUri, bench.Settings.Seconds, bench.Stop)),
            new Candidate<double>("nginx, requests/s", () => Wrk.RateAsync(theirs.AbsoluteUri, bench.Settings.Seconds, bench.Stop)));
        return
        [
            RateRow(rates[0], rates[1]),
            await DelayRowAsync(bench, ours, theirs, "half", rates[1] / 2, TargetOfDelay),
            await DelayRowAsync(bench, ours, theirs, "a quarter", rates[1] / 4, target: null),
        ];
    }

    private static IEnumerable<string> Arguments(IReadOnlyList<string> model, int port) =>
    [
        $"--ModelDeploy:Local:FirstPort={port}",
        $"--ModelDeploy:Local:LastPort={port}",
        .. model.Select((part, at) => $"--ModelDeploy:Local:Images:{Image}:Command:{at}={part}"),
    ];

    private static Row RateRow(double ours, double theirs) => Row.Beside(
        $"requests/s, POST of 1 KB, {Wrk.Connections} connections", Number(ours), $"nginx {Number(theirs)}", ours / theirs,
        string.Create(CultureInfo.InvariantCulture, $"≥ {TargetOfRate}"), ours / theirs >= TargetOfRate);

    private static async Task<Row> DelayRowAsync(Bench bench, Uri ours, Uri theirs, string share, double rate, double? target)
    {
        var duration = TimeSpan.FromSeconds(bench.Settings.Seconds);
        var delays = await Rounds.AlternateAsync(bench, delay => delay.P99,
            new Candidate<Delays>("gateway", () => OpenLoop.RunAsync(ours, rate, duration, bench.Stop)),
            new Candidate<Delays>("nginx", () => OpenLoop.RunAsync(theirs, rate, duration, bench.Stop)));
        var ratio = delays[0].P99 / delays[1].P99;
        return Row.Beside(
            $"p99 at {Number(rate)} requests/s, {share} of nginx's full load", delays[0].ToString(), $"nginx {delays[1]}", ratio,
            target is { } bound ? $"≤ {bound}" : "–", target is null ? null : ratio <= target);
    }

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
