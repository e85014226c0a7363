using System.Text.Json.Nodes;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Logs;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Runtime;

/// <summary>What is told of replicas that a real cluster cannot run.</summary>
public sealed class DiagnosesOnAClusterTests
{
    private static readonly DeploymentKey Iris = new("iris");
    private static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public async Task A_quota_of_the_cluster_is_told_and_healed()
    {
        await using var lab = await RuntimeLab.OpenAsync();
        await lab.LimitAsync("pods", 0);
        var workload = RuntimeLab.Workload(await lab.CreateOwnerAsync("iris"), RuntimeLab.Template("t1"));
        await lab.ApplyAsync(Iris, workload);

        var seen = await lab.SeenAsync(Iris, now => now.Problem is not null, "a problem");
        Assert.Equal((FailureReason.AdmissionDenied, true), (seen.Problem!.Failure.Reason, seen.Problem.Certain));
        Assert.StartsWith("exceeded quota: limit", Assert.Single(seen.Problem.Failure.Evidence), StringComparison.Ordinal);

        Assert.Null((await lab.Client.DeleteAsync(new("", "v1", "resourcequotas", "ResourceQuota"), lab.Namespace, "limit", null, Stop)).Error);
        await lab.SeenAsync(Iris, now => now is { Problem: null, Replicas: [{ Ready: true }] }, "it runs");
    }

    [Fact]
    public async Task A_replica_that_fits_nowhere_is_told_with_what_is_missing()
    {
        await using var lab = await RuntimeLab.OpenAsync();
        var template = RuntimeLab.Template("t1") with { Resources = new(50, 16 << 20, 0) };
        await lab.ApplyAsync(Iris, RuntimeLab.Workload(await lab.CreateOwnerAsync("iris"), template));

        var seen = await lab.SeenAsync(Iris, now => now.Replicas is [{ Problem.Certain: true }], "it is certain");

        Assert.Equal(FailureReason.Unschedulable, seen.Replicas[0].Problem!.Failure.Reason);
        Assert.Contains("without enough CPU", seen.Replicas[0].Problem!.Failure.Message, StringComparison.Ordinal);
        Assert.True(await IsToldAgainAsync(lab), "the controller is told when it has become certain");
    }

    [Fact]
    public async Task A_container_that_cannot_be_made_is_told_with_the_reason()
    {
        await using var lab = await RuntimeLab.OpenAsync(new KubernetesOptions { Namespace = "", RunAsNonRoot = true });
        await lab.ApplyAsync(Iris, RuntimeLab.Workload(await lab.CreateOwnerAsync("iris"), RuntimeLab.Template("t1")));

        var seen = await lab.SeenAsync(Iris, now => now.Replicas is [{ Problem.Certain: true }], "it is certain");

        Assert.Equal(FailureReason.StartFailed, seen.Replicas[0].Problem!.Failure.Reason);
        Assert.Equal("container has runAsNonRoot and image will run as root", Assert.Single(seen.Replicas[0].Problem!.Failure.Evidence));
    }

    [Fact]
    public async Task A_pull_secret_that_does_not_exist_is_told_when_the_image_cannot_be_fetched()
    {
        await using var lab = await RuntimeLab.OpenAsync();
        var template = RuntimeLab.Template("t1") with { Image = "localhost/nothing:1", ImagePullSecret = "tea" };
        await lab.ApplyAsync(Iris, RuntimeLab.Workload(await lab.CreateOwnerAsync("iris"), template));

        var seen = await lab.SeenAsync(Iris, now => now.Replicas is [{ Problem.Failure.Reason: FailureReason.PullSecretNotFound }], "it is told");

        Assert.Equal("The image pull secret tea does not exist.", seen.Replicas[0].Problem!.Failure.Message);
    }

    [Fact]
    public async Task After_a_restart_of_the_portal_exits_and_the_log_of_the_run_before_are_still_told()
    {
        await using var lab = await RuntimeLab.OpenAsync();
        var template = RuntimeLab.Template("t1", new EnvVariable("CRASH_AFTER", "2"), new EnvVariable("READY_AFTER", "1000"));
        await lab.ApplyAsync(Iris, RuntimeLab.Workload(await lab.CreateOwnerAsync("iris"), template));
        var before = await lab.SeenAsync(Iris, now => now.Exits.Count >= 3, "three exits");

        var another = lab.Another(lab.Options);
        await another.ListAsync(Stop);
        var after = await another.ObserveAsync(Iris, Stop);

        Assert.True(after.Exits.Count >= 3);
        Assert.All(before.Exits.Zip(after.Exits), exits => Assert.InRange((exits.First.At - exits.Second.At).TotalSeconds, -15, 15));
        Assert.All(after.Exits, exit => Assert.Equal((1, false), (exit.ExitCode, exit.WasReady)));
        var lines = await another.ReadLogAsync(Iris, after.Replicas[0].Name, new LogReading(new LogMatcher(new LogFilter("CRASH_AFTER is over")), null, NewestFirst: false), Stop).ToListAsync(Stop);
        Assert.NotEmpty(lines);
    }

    private static async Task<bool> IsToldAgainAsync(RuntimeLab lab)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await foreach (var key in lab.Runtime.WatchAsync(patience.Token))
            return key == Iris;
        return false;
    }
}
