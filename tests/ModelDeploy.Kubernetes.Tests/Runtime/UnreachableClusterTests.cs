using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Runtime;
using ModelDeploy.Kubernetes.Tests.Client;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Runtime;

/// <summary>What the runtime says while its cluster does not answer.</summary>
public sealed class UnreachableClusterTests
{
    private static readonly DeploymentKey Iris = new("iris");
    private static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public async Task Before_the_cluster_was_read_nothing_is_known_and_nothing_is_written()
    {
        await using var server = await AnApiServer.ThatAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var client = server.Client();
        var runtime = new KubernetesRuntime(client, new KubernetesOptions { Namespace = "n" }, TimeProvider.System, NullLoggerFactory.Instance);

        Assert.Equal("The objects in the cluster have not been read yet.", (await runtime.ObserveAsync(Iris, Stop)).UnknownBecause);
        Assert.IsType<RuntimeAnswer.Unreachable>(await runtime.ApplyAsync(Iris, Workload, Stop));
        Assert.IsType<RuntimeAnswer.Unreachable>(await runtime.RemoveAsync(Iris, Stop));
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task While_the_server_is_away_nothing_is_known_and_then_all_is_told_anew()
    {
        var away = false;
        var breaking = new CancellationTokenSource();
        await using var server = await AnApiServer.ThatAsync(async context =>
        {
            if (Volatile.Read(ref away))
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            else if (context.Request.Query.ContainsKey("watch"))
            {
                await context.Response.Body.FlushAsync();
                using var either = CancellationTokenSource.CreateLinkedTokenSource(breaking.Token, context.RequestAborted);
                await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                context.Abort();
            }
            else
                await context.Response.WriteAsync($$"""{"metadata":{"resourceVersion":"5"},"items":[{{(context.Request.Path.Value!.EndsWith("/services", StringComparison.Ordinal) ? AService : "")}}]}""");
        });
        using var client = server.Client();
        var runtime = new KubernetesRuntime(client, new KubernetesOptions { Namespace = "n" }, TimeProvider.System, NullLoggerFactory.Instance);
        using var stop = new CancellationTokenSource();
        var running = runtime.RunAsync(stop.Token);
        Assert.Equal([Iris], await runtime.ListAsync(Stop));
        Assert.True(await runtime.ObserveAsync(Iris, Stop) is { UnknownBecause: null, Exists: true });

        Volatile.Write(ref away, true);
        await breaking.CancelAsync();
        await Eventually.TrueAsync(async () => (await runtime.ObserveAsync(Iris, Stop)).UnknownBecause is not null, "it says so");
        Assert.IsType<RuntimeAnswer.Unreachable>(await runtime.ApplyAsync(Iris, Workload, Stop));
        Assert.Equal([Iris], await runtime.ListAsync(Stop));
        Assert.Empty(await runtime.MeasureAsync(Iris, Stop));
        breaking = new CancellationTokenSource();
        Volatile.Write(ref away, false);
        await foreach (var key in runtime.WatchAsync(Stop))
        {
            Assert.Equal(Iris, key);
            if ((await runtime.ObserveAsync(key, Stop)).UnknownBecause is null)
                break;
        }

        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task What_may_not_be_listed_is_named()
    {
        const string Forbidden = """{"kind":"Status","reason":"Forbidden","message":"pods is forbidden: User \"x\" cannot list resource \"pods\" in API group \"\" in the namespace \"n\"","code":403}""";
        await using var server = await AnApiServer.ThatAsync(async context =>
        {
            if (context.Request.Path.Value!.EndsWith("/pods", StringComparison.Ordinal))
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync(context.Response.StatusCode == StatusCodes.Status403Forbidden ? Forbidden : """{"metadata":{"resourceVersion":"5"},"items":[]}""");
        });
        using var client = server.Client();
        var runtime = new KubernetesRuntime(client, new KubernetesOptions { Namespace = "n" }, TimeProvider.System, NullLoggerFactory.Instance);
        using var stop = new CancellationTokenSource();
        var running = runtime.RunAsync(stop.Token);

        await Eventually.TrueAsync(
            async () => (await runtime.ObserveAsync(Iris, Stop)).UnknownBecause?.Contains("cannot list resource \"pods\"", StringComparison.Ordinal) == true, "it is named");

        await stop.CancelAsync();
        await running;
    }

    private const string AService =
        """{"metadata":{"name":"deploy-iris","namespace":"n","uid":"u","resourceVersion":"3","labels":{"app":"primehub-deployment","app.kubernetes.io/managed-by":"modeldeploy","primehub.io/phdeployment":"iris"}}}""";

    private static Workload Workload { get; } = RuntimeLab.Workload(Guid.NewGuid(), RuntimeLab.Template("t1"));
}
