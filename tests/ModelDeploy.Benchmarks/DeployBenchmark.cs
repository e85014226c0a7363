using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using ModelDeploy.Benchmarks.Portals;
using ModelDeploy.Benchmarks.Running;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Benchmarks;

/// <summary>From the command behind Deploy to the first prediction through the gateway: a real model under a real supervisor.</summary>
internal static class DeployBenchmark
{
    private const double TargetSeconds = 2;

    /// <summary>Seconds, the median of the rounds.</summary>
    public static async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        var data = bench.DataDirectory();
        (await Seed.OpenAsync(data, bench.Stop)).Dispose();
        await using var portal = HostedPortal.Start(data);
        using var client = new HttpClient();

        await DeployAsync(portal, client, "warm-up", bench.Stop);
        var round = 0;
        var seconds = await Rounds.RepeatAsync(bench, "deploy, s", value => value, () => DeployAsync(portal, client, $"round-{++round}", bench.Stop));
        return
        [
            Row.Bound(
                "Deploy to first prediction (iris 1.0), s", seconds.ToString("0.00", CultureInfo.InvariantCulture),
                $"≤ {TargetSeconds}", seconds <= TargetSeconds),
        ];
    }

    private static async Task<double> DeployAsync(HostedPortal portal, HttpClient client, string id, CancellationToken stop)
    {
        var commands = portal.Get<DeploymentCommands>();
        var address = $"{portal.Address}/deployment/{id}/{Seed.PredictionPath}";

        var began = Stopwatch.GetTimestamp();
        if (await commands.CreateAsync(Seed.Somebody, id, Seed.Spec(Seed.Iris), stop) is not CommandResult<Deployment>.Accepted)
            throw new InvalidOperationException($"{id} was not accepted.");
        await Until.TrueAsync(() => PredictsAsync(client, address, stop), $"{id} predicts", stop);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;

        await commands.DeleteAsync(Seed.Somebody, id, stop);
        await Until.TrueAsync(async () => await portal.Get<IDeploymentStore>().GetAsync(new DeploymentKey(id), stop) is null, $"{id} is gone", stop);
        return seconds;
    }

    private static async Task<bool> PredictsAsync(HttpClient client, string address, CancellationToken stop)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Seed.IrisRequest));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync(address, content, stop);
        return answer.IsSuccessStatusCode;
    }
}
