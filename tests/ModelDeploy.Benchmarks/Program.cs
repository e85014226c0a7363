using ModelDeploy.Benchmarks.Cluster;
using ModelDeploy.Benchmarks.Running;

namespace ModelDeploy.Benchmarks;

internal static class Program
{
    private static readonly Benchmark[] All =
    [
        new("gateway", "requests per second and delay through the gateway, beside nginx", GatewayBenchmark.RunAsync),
        new("gateway-keys", "what a client's key costs the gateway: a private endpoint beside a public one", GatewayKeysBenchmark.RunAsync),
        new("startup", "from the start of the process to the first page, beside the Blazor template", StartupBenchmark.RunAsync),
        new("deploy", "from Deploy to the first prediction", DeployBenchmark.RunAsync),
        new("memory", "what the portal and its supervisors hold when nothing happens", MemoryBenchmark.RunAsync),
        new("feed", "one change to 200 viewers, and a grid of 10,000", FeedBenchmark.RunAsync),
        new("logs", "lines per second from a model to one viewer", LogsBenchmark.RunAsync),
        new("cluster-apply", "500 deployments at once in a cluster, beside kubectl; and what is written when nothing happens", ClusterApplyBenchmark.RunAsync),
        new("cluster-feed", "from a pod's change to the changed cell", ClusterFeedBenchmark.RunAsync),
        new("cluster-logs", "lines per second from a pod to one viewer, beside kubectl logs -f", ClusterLogsBenchmark.RunAsync),
        new("cluster-memory", "what the portal holds with 2,000 deployments in a cluster", ClusterMemoryBenchmark.RunAsync),
        new("log-search", "a search over a million kept lines", LogSearchBenchmark.RunAsync),
    ];

    private static async Task<int> Main(string[] args)
    {
        if (Settings.Read(args, All, out var complaint) is not { } settings)
        {
            await Console.Error.WriteLineAsync($"{complaint}\n{Settings.Usage(All)}");
            return 64;
        }
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        return await Session.RunAsync(settings, stop.Token);
    }
}
