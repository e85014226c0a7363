using System.Text.Json.Nodes;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Children;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.Kubernetes.Tests.Lab;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Runtime;

/// <summary>What becomes of children on a real cluster: whoever touches them.</summary>
public sealed class ChildrenOnAClusterTests
{
    private static readonly DeploymentKey Iris = new("iris");
    private static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public async Task Nothing_is_written_while_nothing_changes_not_even_after_a_restart()
    {
        await using var lab = await RuntimeLab.OpenAsync(new KubernetesOptions { Namespace = "", Exposure = Exposure.Ingress, RunAsNonRoot = true });
        var template = RuntimeLab.Template(
            "t1", new EnvVariable("EMPTY", ""), new EnvVariable("DOLLAR", "a$(PORT)"), new EnvVariable("TOKEN", SecretStandIn.Of("phdeployment-env-abcdefghij0123456789"), Secret: true)) with
        {
            ImagePullSecret = "tea",
            ModelUri = "gs://models/iris",
            Placement = new Placement("nvidia.com/gpu", [new("disk", "ssd")], [new("gpu", "Exists", null, null)]),
            Resources = new(0.5m, 3L << 29, 1),
        };
        var workload = RuntimeLab.Workload(await lab.CreateOwnerAsync("iris"), template, replicas: 2, surge: 1);
        await lab.ApplyAsync(Iris, workload);
        await lab.SeenAsync(Iris, now => now is { Behind: false, Replicas.Count: 2 }, "it is taken up");
        var before = await VersionsAsync(lab);

        await lab.ApplyAsync(Iris, workload);
        var another = lab.Another(lab.Options);
        await another.ListAsync(Stop);
        Assert.IsType<RuntimeAnswer.Accepted>(await another.ApplyAsync(Iris, workload, Stop));

        Assert.Equal(before, await VersionsAsync(lab));
        foreach (var child in ChildObjects.Of(Iris, workload, lab.Options))
            Assert.True(Drift.IsAsWanted(child, (await lab.Client.GetAsync<ChildObject>(child.Kind, lab.Namespace, child.Name, Stop)).Value!), $"{child.Kind.Kind} needs no write");
    }

    [Fact]
    public async Task Another_surge_alone_is_not_written_and_the_next_rollout_has_its_own()
    {
        await using var lab = await RuntimeLab.OpenAsync();
        var uid = await lab.CreateOwnerAsync("iris");
        await lab.ApplyAsync(Iris, RuntimeLab.Workload(uid, RuntimeLab.Template("t1"), surge: 1));
        await lab.SeenAsync(Iris, now => now is { Behind: false, Replicas.Count: 1 }, "it is taken up");
        var before = (await lab.ReadAsync(Kinds.Deployment, Iris))!["metadata"]!["generation"]!.GetValue<long>();

        await lab.ApplyAsync(Iris, RuntimeLab.Workload(uid, RuntimeLab.Template("t1"), surge: 0));
        Assert.Equal(before, (await lab.ReadAsync(Kinds.Deployment, Iris))!["metadata"]!["generation"]!.GetValue<long>());
        Assert.False((await lab.Runtime.ObserveAsync(Iris, Stop)).Behind);

        await lab.ApplyAsync(Iris, RuntimeLab.Workload(uid, RuntimeLab.Template("t2"), surge: 0));
        Assert.Equal("0", (await lab.ReadAsync(Kinds.Deployment, Iris))!["spec"]!["strategy"]!["rollingUpdate"]!["maxSurge"]!.ToString());
    }

    [Fact]
    public async Task A_new_template_is_written_once()
    {
        await using var lab = await RuntimeLab.OpenAsync();
        var workload = RuntimeLab.Workload(await lab.CreateOwnerAsync("iris"), RuntimeLab.Template("t1", new EnvVariable("M", "1")));
        await lab.ApplyAsync(Iris, workload);

        // New variables before, between and behind those that are there, another port, and one variable less.
        var template = RuntimeLab.Template("t2", new EnvVariable("Z", "1"), new EnvVariable("A", "1")) with { Port = 9001, ModelUri = "gs://models/iris" };
        await lab.ApplyAsync(Iris, workload with { Template = template });

        var metadata = (await lab.ReadAsync(Kinds.Deployment, Iris))!["metadata"]!;
        Assert.Equal(2, metadata["generation"]!.GetValue<long>());
        Assert.DoesNotContain(metadata["managedFields"]!.AsArray(), entry => (entry!["manager"]!.GetValue<string>(), entry["operation"]!.GetValue<string>()) == (Labels.Manager, "Update"));
    }

    [Fact]
    public async Task What_was_orphaned_by_hand_is_ended_when_nothing_shall_run()
    {
        await using var lab = await RuntimeLab.OpenAsync();
        var workload = RuntimeLab.Workload(await lab.CreateOwnerAsync("iris"), RuntimeLab.Template("t1"));
        await lab.ApplyAsync(Iris, workload);
        await lab.SeenAsync(Iris, now => now.Replicas.Count == 1, "a replica");
        await lab.OrphanAsync(Kinds.Deployment, "deploy-iris");
        await lab.SeenAsync(Iris, now => now is { Wanted: 0, Replicas.Count: 1 }, "a replica without a Deployment");

        await Eventually.TrueAsync(async () => await lab.Runtime.RemoveAsync(Iris, Stop) is RuntimeAnswer.Accepted && !(await lab.Runtime.ObserveAsync(Iris, Stop)).Exists, "nothing is left");
    }

    [Fact]
    public async Task What_is_changed_or_deleted_by_hand_comes_back()
    {
        await using var lab = await RuntimeLab.OpenAsync();
        var workload = RuntimeLab.Workload(await lab.CreateOwnerAsync("iris"), RuntimeLab.Template("t1"));
        await lab.ApplyAsync(Iris, workload);
        var wanted = await ContentsAsync(lab);
        using var stop = new CancellationTokenSource();
        var controlling = ControlAsync(lab, workload, stop.Token);

        await ChangeAsync(lab, Kinds.Deployment, """{"spec":{"replicas":3,"paused":true,"template":{"spec":{"hostNetwork":true,"containers":[{"name":"model","image":"tea/pot:1","command":["sh"]},{"name":"x","image":"x"}]}}}}""");
        await ChangeAsync(lab, Kinds.Service, """{"metadata":{"labels":{"app":"stolen"}},"spec":{"selector":{"app":"x"},"ports":[{"name":"http","port":8000,"protocol":"TCP","targetPort":1},{"name":"more","port":1}]}}""");
        await Eventually.TrueAsync(async () => Same(wanted, await ContentsAsync(lab)), "all is as before");
        foreach (var kind in new[] { Kinds.Deployment, Kinds.Service })
            Assert.Null((await lab.Client.DeleteAsync(kind, lab.Namespace, "deploy-iris", null, Stop)).Error);
        await Eventually.TrueAsync(async () => Same(wanted, await ContentsAsync(lab)), "all is there again");

        await stop.CancelAsync();
        await controlling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task An_Ingress_comes_and_goes_with_the_exposure()
    {
        await using var lab = await RuntimeLab.OpenAsync(new KubernetesOptions { Namespace = "", Exposure = Exposure.DirectIngress, Ingress = new IngressOptions { Host = "models.example.com", Class = "nginx", TlsSecret = "tls" } });
        var workload = RuntimeLab.Workload(await lab.CreateOwnerAsync("iris"), RuntimeLab.Template("t1"));
        await lab.ApplyAsync(Iris, workload);
        Assert.Equal("deploy-iris", BackendOf(await lab.ReadAsync(Kinds.Ingress, Iris)));

        await lab.ApplyAsync(Iris, workload with { Access = AccessType.Private });
        Assert.Null(await lab.ReadAsync(Kinds.Ingress, Iris));

        var closed = workload with { Access = AccessType.Private, Passwords = ["ci:{SSHA}a"] };
        await lab.ApplyAsync(Iris, closed);
        Assert.Equal("Y2k6e1NTSEF9YQo=", (string?)(await lab.ReadAsync(Kinds.Secret, Iris))!["data"]!["auth"]);
        Assert.Equal("deploy-iris", (string?)(await lab.ReadAsync(Kinds.Ingress, Iris))!["metadata"]!["annotations"]!["nginx.ingress.kubernetes.io/auth-secret"]);
        await lab.ApplyAsync(Iris, closed with { Passwords = ["ci:{SSHA}b"] });
        Assert.Equal("Y2k6e1NTSEF9Ygo=", (string?)(await lab.ReadAsync(Kinds.Secret, Iris))!["data"]!["auth"]);
        await lab.ApplyAsync(Iris, workload);
        Assert.Null(await lab.ReadAsync(Kinds.Secret, Iris));
        Assert.Null((await lab.ReadAsync(Kinds.Ingress, Iris))!["metadata"]!["annotations"]!["nginx.ingress.kubernetes.io/auth-secret"]);

        var byGateway = lab.Another(lab.Options with { Exposure = Exposure.Ingress });
        await byGateway.ListAsync(Stop);
        Assert.IsType<RuntimeAnswer.Accepted>(await byGateway.ApplyAsync(Iris, workload, Stop));
        Assert.Equal("modeldeploy-gateway", BackendOf(await lab.ReadAsync(Kinds.Ingress, Iris)));

        var without = lab.Another(lab.Options with { Exposure = Exposure.Gateway });
        await without.ListAsync(Stop);
        await Eventually.TrueAsync(async () => await without.ApplyAsync(Iris, workload, Stop) is RuntimeAnswer.Accepted && await lab.ReadAsync(Kinds.Ingress, Iris) is null, "it is gone");
    }

    [Fact]
    public async Task An_object_of_somebody_else_is_not_taken_over()
    {
        await using var lab = await RuntimeLab.OpenAsync();
        var theirs = ATestNamespace.Named("v1", "Service", "deploy-iris");
        theirs["spec"] = JsonNode.Parse("""{"ports":[{"port":1}]}""");
        Assert.Null((await lab.Client.CreateAsync<JsonObject>(Kinds.Service, lab.Namespace, theirs, Stop)).Error);
        var workload = RuntimeLab.Workload(await lab.CreateOwnerAsync("iris"), RuntimeLab.Template("t1"));
        await lab.Runtime.ListAsync(Stop);

        var refused = Assert.IsType<RuntimeAnswer.Rejected>(await lab.Runtime.ApplyAsync(Iris, workload, Stop));

        Assert.Equal($"The object Service deploy-iris in the namespace {lab.Namespace} belongs to somebody else.", refused.Failure.Message);
        Assert.Null((await lab.ReadAsync(Kinds.Service, Iris))!["metadata"]!["labels"]);
        await lab.Runtime.RemoveAsync(Iris, Stop);
        Assert.NotNull(await lab.ReadAsync(Kinds.Service, Iris));
    }

    [Fact]
    public async Task What_an_earlier_deployment_of_the_same_id_left_makes_room()
    {
        await using var lab = await RuntimeLab.OpenAsync();
        await lab.ApplyAsync(Iris, RuntimeLab.Workload(await lab.CreateOwnerAsync("iris"), RuntimeLab.Template("t1")));
        await lab.SeenAsync(Iris, now => now.Replicas.Count == 1, "the earlier one");
        Assert.Null((await lab.Client.DeleteAsync(Kinds.PhDeployment, lab.Namespace, "iris", null, Stop)).Error);
        var later = RuntimeLab.Workload(await lab.CreateOwnerAsync("iris"), RuntimeLab.Template("t2"));

        await Eventually.TrueAsync(async () =>
        {
            await lab.ApplyAsync(Iris, later);
            return await lab.Runtime.ObserveAsync(Iris, Stop) is { Behind: false, Replicas: [{ Template: "t2", Ready: true }] };
        }, "the later one alone");

        Assert.Equal(later.Uid.ToString(), (await lab.ReadAsync(Kinds.Deployment, Iris))!["metadata"]!["ownerReferences"]![0]!["uid"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_quota_of_the_cluster_for_Services_is_an_admission_that_denies()
    {
        await using var lab = await RuntimeLab.OpenAsync();
        await lab.LimitAsync("services", 0);
        var workload = RuntimeLab.Workload(await lab.CreateOwnerAsync("iris"), RuntimeLab.Template("t1"));
        await lab.Runtime.ListAsync(Stop);

        var refused = Assert.IsType<RuntimeAnswer.Rejected>(await lab.Runtime.ApplyAsync(Iris, workload, Stop));

        Assert.Equal(FailureReason.AdmissionDenied, refused.Failure.Reason);
        Assert.Contains("exceeded quota", Assert.Single(refused.Failure.Evidence), StringComparison.Ordinal);
    }

    /// <summary>As the controller does: whenever something changed, it applies again.</summary>
    private static async Task ControlAsync(RuntimeLab lab, Workload workload, CancellationToken stop)
    {
        await foreach (var key in lab.Runtime.WatchAsync(stop))
            await lab.Runtime.ApplyAsync(key, workload, stop);
    }

    private static async Task ChangeAsync(RuntimeLab lab, ApiKind kind, string patch) =>
        Assert.Null((await lab.Client.MergeAsync<JsonObject>(kind, lab.Namespace, "deploy-iris", JsonNode.Parse(patch)!.AsObject(), null, Stop)).Error);

    private static string? BackendOf(JsonObject? ingress) =>
        ingress?["spec"]!["rules"]![0]!["http"]!["paths"]![0]!["backend"]!["service"]!["name"]!.GetValue<string>();

    private static async Task<string> VersionsAsync(RuntimeLab lab)
    {
        List<string> versions = [];
        foreach (var kind in new[] { Kinds.Deployment, Kinds.Service, Kinds.Ingress })
        {
            var child = await lab.ReadAsync(kind, Iris);
            // Not the resourceVersion: the cluster's own controllers write status.
            versions.Add($"{kind.Kind} {child?["metadata"]!["generation"]} {child?["metadata"]!["managedFields"]!.AsArray().Where(entry => entry!["manager"]!.GetValue<string>() == Labels.Manager).Select(entry => entry!["time"]!.GetValue<string>()).Max()}");
        }
        return string.Join(", ", versions);
    }

    private static async Task<(JsonNode? Deployment, JsonNode? Service)> ContentsAsync(RuntimeLab lab)
    {
        var (deployment, service) = (await lab.ReadAsync(Kinds.Deployment, Iris), await lab.ReadAsync(Kinds.Service, Iris));
        service?["spec"]!.AsObject().Remove("clusterIP");
        service?["spec"]!.AsObject().Remove("clusterIPs");
        return (deployment?["spec"], new JsonArray(service?["spec"]?.DeepClone(), service?["metadata"]!["labels"]?.DeepClone()));
    }

    private static bool Same((JsonNode? Deployment, JsonNode? Service) wanted, (JsonNode? Deployment, JsonNode? Service) now) =>
        JsonNode.DeepEquals(wanted.Deployment, now.Deployment) && JsonNode.DeepEquals(wanted.Service, now.Service);
}
