using System.Globalization;
using System.Net.Http.Headers;
using ModelDeploy.Benchmarks.Load;
using ModelDeploy.Benchmarks.Portals;
using ModelDeploy.Benchmarks.Running;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Benchmarks;

/// <summary>
/// What a key costs: requests per second through the published portal's gateway to a private endpoint with a client's key, beside those to
/// a public one, in turns, also with a header as long as the key's that is passed on: what is left then is the check. Both lead to a model
/// that answers from memory, an nginx each. Many short turns tell more than few long ones: <c>--rounds 151 --seconds 1</c>.
/// </summary>
internal static class GatewayKeysBenchmark
{
    private const string Image = "bench/upstream";
    private const string Public = "public";
    private const string Private = "private";
    private const int WarmUpSeconds = 10;
    private const double Target = 0.97;

    /// <summary>The medians, and the medians of the ratios of neighbouring turns.</summary>
    public static async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        Programs.Require("wrk");
        var key = ClientKeyText.Create();
        var model = Nginx.CommandOnPortOfReplica("upstream.conf.template", bench.Folder("upstream"));
        var data = bench.DataDirectory();
        using (var store = await Seed.OpenAsync(data, bench.Stop))
            await Seed.AddAsync(store, [Public, Private], id => id == Private ? PrivateSpec(key) : Seed.Spec(Image), bench.Stop);
        await using var portal = await PublishedPortal.StartAsync(
            bench, data, model.Select((part, at) => $"--ModelDeploy:Local:Images:{Image}:Command:{at}={part}"));

        var (open, guarded) = (portal.Endpoint(Public, Seed.PredictionPath), portal.Endpoint(Private, Seed.PredictionPath));
        using (var client = new HttpClient())
        {
            await Until.AnswersAsync(client, open, portal.Process, bench.Stop);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            await Until.AnswersAsync(client, guarded, portal.Process, bench.Stop);
        }
        var shown = $"Authorization: Bearer {key}";
        await Wrk.RateAsync(open, WarmUpSeconds, bench.Stop);
        await Wrk.RateAsync(guarded, WarmUpSeconds, bench.Stop, shown);

        var turns = await Rounds.TakeAsync(
            bench,
            new Candidate<Turn>("private with a key", () => TurnAsync(bench, portal, guarded, shown)),
            new Candidate<Turn>("public", () => TurnAsync(bench, portal, open)),
            new Candidate<Turn>("public with a header as long", () => TurnAsync(bench, portal, open, $"X-Uthorizatio: Bearer {key}")));
        return
        [
            Beside("requests/s with a client's key", "public", turns[0], turns[1], turn => turn.Rate),
            Beside("requests for a second of the portal's processor time, with a client's key", "public", turns[0], turns[1], turn => turn.PerProcessorSecond),
            Beside("requests/s with a client's key", "public with a header as long", turns[0], turns[2], turn => turn.Rate),
            Beside("requests for a second of the portal's processor time, with a client's key", "public with a header as long", turns[0], turns[2], turn => turn.PerProcessorSecond),
        ];
    }

    private static async Task<Turn> TurnAsync(Bench bench, PublishedPortal portal, string address, params string[] headers)
    {
        var before = portal.Process.ProcessorTime;
        var rate = await Wrk.RateAsync(address, bench.Settings.Seconds, bench.Stop, headers);
        return new Turn(rate, rate * bench.Settings.Seconds / (portal.Process.ProcessorTime - before).TotalSeconds);
    }

    private static Row Beside(string measured, string other, IReadOnlyList<Turn> guarded, IReadOnlyList<Turn> others, Func<Turn, double> by)
    {
        var (ours, peer) = (by(Rounds.Median(guarded, by)), by(Rounds.Median(others, by)));
        var ratio = PairedRatio.Of(guarded.Select(by), others.Select(by));
        return Row.Beside(
            string.Create(CultureInfo.InvariantCulture, $"{measured}, POST of 1 KB, {Wrk.Connections} connections (ratio {ratio.Low:0.000} to {ratio.High:0.000} with 95 %)"),
            Number(ours), $"{other} {Number(peer)}", ratio.Median, string.Create(CultureInfo.InvariantCulture, $"≥ {Target}"), ratio.Median >= Target);
    }

    private static DeploymentSpec PrivateSpec(string key) => Seed.Spec(Image) with
    {
        Access = AccessType.Private,
        Clients = [new EndpointClient("bench", [new ClientKey(ClientKeyText.CreateId(), ClientKeyText.HashOf(key)!, DateTimeOffset.UtcNow, ExpiresAt: null)])],
    };

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>What one turn of load told.</summary>
    /// <param name="Rate">Requests per second.</param>
    /// <param name="PerProcessorSecond">Requests for each second of processor time that the portal took: what else the machine does weighs less on it.</param>
    private sealed record Turn(double Rate, double PerProcessorSecond)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rate:0} requests/s, {PerProcessorSecond:0} for a second of processor time");
    }
}
