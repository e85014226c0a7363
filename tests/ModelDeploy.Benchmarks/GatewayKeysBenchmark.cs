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
/// a public one, in turns. Both lead to a model that answers from memory, an nginx each.
/// </summary>
internal static class GatewayKeysBenchmark
{
    private const string Image = "bench/upstream";
    private const string Public = "public";
    private const string Private = "private";
    private const int WarmUpSeconds = 10;
    private const double Target = 0.97;

    /// <summary>The ratio of the two medians.</summary>
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

        var rates = await Rounds.AlternateAsync(bench, rate => rate,
            new Candidate<double>("private with a key, requests/s", () => Wrk.RateAsync(guarded, bench.Settings.Seconds, bench.Stop, shown)),
            new Candidate<double>("public, requests/s", () => Wrk.RateAsync(open, bench.Settings.Seconds, bench.Stop)));
        var ratio = rates[0] / rates[1];
        return
        [
            Row.Beside(
                $"requests/s with a client's key, POST of 1 KB, {Wrk.Connections} connections", Number(rates[0]), $"public {Number(rates[1])}", ratio,
                string.Create(CultureInfo.InvariantCulture, $"≥ {Target}"), ratio >= Target),
        ];
    }

    private static DeploymentSpec PrivateSpec(string key) => Seed.Spec(Image) with
    {
        Access = AccessType.Private,
        Clients = [new EndpointClient("bench", [new ClientKey(ClientKeyText.CreateId(), ClientKeyText.HashOf(key)!, DateTimeOffset.UtcNow, ExpiresAt: null)])],
    };

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
