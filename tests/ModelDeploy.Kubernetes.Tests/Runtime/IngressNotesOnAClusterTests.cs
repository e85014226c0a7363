using System.Globalization;
using System.Text.Json.Nodes;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Runtime;

/// <summary>What is told of an Ingress in a real cluster, in which no controller takes it up; the clock is ahead, so that nobody waits.</summary>
public sealed class IngressNotesOnAClusterTests
{
    private static readonly DeploymentKey Iris = new("iris");

    [Fact]
    public async Task A_missing_address_a_missing_Secret_and_a_warning_are_told_of_a_ready_deployment_and_heal()
    {
        await using var lab = await RuntimeLab.OpenAsync(
            new KubernetesOptions { Namespace = "", Exposure = Exposure.DirectIngress, Ingress = new IngressOptions { Class = "nobody", TlsSecret = "models-tls" } });
        await lab.ApplyAsync(Iris, RuntimeLab.Workload(await lab.CreateOwnerAsync("iris"), RuntimeLab.Template("t1")));
        Assert.Null((await lab.SeenAsync(Iris, now => now.Replicas is [{ Ready: true }], "it is ready")).Note);

        var later = await LaterAsync(lab);
        var note = await NoteAsync(later, text => text is not null);
        Assert.Contains("of the class nobody has had no address", note, StringComparison.Ordinal);
        Assert.Contains("The Secret models-tls with the certificate of its Ingress does not exist", note, StringComparison.Ordinal);

        var address = new JsonObject { ["status"] = new JsonObject { ["loadBalancer"] = new JsonObject { ["ingress"] = new JsonArray(new JsonObject { ["ip"] = "192.0.2.10" }) } } };
        Assert.Null((await lab.Client.MergeAsync<JsonObject>(Kinds.Ingress, lab.Namespace, "deploy-iris", address, "status", default)).Error);
        Assert.StartsWith("The Secret models-tls", await NoteAsync(later, text => text?.Contains("address", StringComparison.Ordinal) == false), StringComparison.Ordinal);

        var secret = ATestNamespace.Named("v1", "Secret", "models-tls");
        Assert.Null((await lab.Client.CreateAsync<JsonObject>(Kinds.Secret, lab.Namespace, secret, default)).Error);
        await WarnAsync(lab, "TLS secret models-tls is invalid");
        Assert.EndsWith("AddedOrUpdatedWithWarning: TLS secret models-tls is invalid", await NoteAsync(await LaterAsync(lab), text => text is not null), StringComparison.Ordinal);
    }

    private static async Task<KubernetesRuntime> LaterAsync(RuntimeLab lab)
    {
        var runtime = lab.Another(lab.Options, new Ahead());
        await runtime.ListAsync(default);
        return runtime;
    }

    private static async Task<string> NoteAsync(KubernetesRuntime runtime, Func<string?, bool> condition)
    {
        var seen = await Eventually.SomeAsync(async () => await runtime.ObserveAsync(Iris, default) is { UnknownBecause: null } now && condition(now.Note) ? now : null, "the note");
        return seen.Note!;
    }

    private static async Task WarnAsync(RuntimeLab lab, string message)
    {
        var ingress = (await lab.ReadAsync(Kinds.Ingress, Iris))!;
        var warning = ATestNamespace.Named("v1", "Event", "deploy-iris.1");
        warning["involvedObject"] = new JsonObject
        {
            ["apiVersion"] = Kinds.Ingress.ApiVersion, ["kind"] = Kinds.Ingress.Kind, ["namespace"] = lab.Namespace, ["name"] = "deploy-iris", ["uid"] = $"{ingress["metadata"]!["uid"]}",
        };
        (warning["type"], warning["reason"], warning["message"]) = ("Warning", "AddedOrUpdatedWithWarning", message);
        warning["source"] = new JsonObject { ["component"] = "nginx-ingress-controller" };
        warning["lastTimestamp"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        Assert.Null((await lab.Client.CreateAsync<JsonObject>(Kinds.Event, lab.Namespace, warning, default)).Error);
    }

    private sealed class Ahead : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddMinutes(3);
    }
}
