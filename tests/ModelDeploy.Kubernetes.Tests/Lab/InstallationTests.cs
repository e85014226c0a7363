using System.Text.Json.Nodes;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Lab;

/// <summary>The portal in the cluster that it controls: as pods, with the rights and within the limits that <c>deploy/kustomize</c> gives.</summary>
public sealed class InstallationTests
{
    private const string Catalog = """
        apiVersion: primehub.io/v1alpha1
        kind: Group
        metadata: { name: demo }
        spec: { displayName: Demo, modelDeploymentEnabled: true }
        ---
        apiVersion: primehub.io/v1alpha1
        kind: InstanceType
        metadata: { name: tiny }
        spec: { displayName: Tiny, limits.cpu: 0.1, limits.memory: 32Mi }
        """;

    private const string Model = """
        apiVersion: primehub.io/v1alpha1
        kind: PhDeployment
        metadata: { name: echo }
        spec:
          displayName: Echo
          groupName: demo
          predictors: [{ name: predictor1, replicas: 1, modelImage: "localhost/model-server:1", instanceType: tiny }]
        """;

    private const string PodOfAnotherOperator = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: deploy-echo-1
          labels: { app: primehub-group, primehub.io/phdeployment: echo, primehub.io/group: demo }
        spec:
          terminationGracePeriodSeconds: 0
          containers:
            - name: model
              image: localhost/model-server:1
              imagePullPolicy: Never
              env: [{ name: PORT, value: "9000" }, { name: MODEL_NAME, value: echo }]
              ports: [{ containerPort: 9000 }]
        """;

    [Theory]
    [InlineData("together")]
    [InlineData("apart")]
    public async Task An_installation_runs_a_model_and_answers_for_it(string overlay)
    {
        await using var installation = await AnInstallation.RunAsync(overlay);
        await installation.WriteAsync(Catalog);
        await installation.WriteAsync(Model);

        await Eventually.TrueAsync(
            async () => (await installation.Client.GetAsync<JsonObject>(Kinds.PhDeployment, installation.Models, "echo", default)).Value?["status"]?["phase"]?.ToString() == "Deployed",
            "the model is deployed");
        await Eventually.TrueAsync(
            async () => (await installation.AskAsync("modeldeploy-gateway", "deployment/echo/v1/models/echo")).Contains("\"model\":\"echo\"", StringComparison.Ordinal),
            "the model answers through the gateway");

        Assert.Contains("<html", await installation.AskAsync("modeldeploy", "sign-in"), StringComparison.Ordinal);
        var pods = await installation.PodsAsync();
        var holder = (await installation.Client.GetAsync<JsonObject>(Kinds.Lease, installation.Models, "modeldeploy-controller", default)).Value!["spec"]!["holderIdentity"]!.ToString();
        var leader = Assert.Single(pods, pod => holder.StartsWith($"{pod["metadata"]!["name"]}_", StringComparison.Ordinal));
        Assert.Equal("true", $"{leader["metadata"]!["labels"]!["modeldeploy.io/controller"]}");
        await RanWellAsync(installation, pods);
    }

    [Fact]
    public async Task Beside_another_operator_it_answers_for_the_pods_of_that_one()
    {
        await using var installation = await AnInstallation.RunAsync("beside");
        await installation.WriteAsync(Catalog);
        await installation.WriteAsync(Model);
        await installation.WriteAsync(PodOfAnotherOperator);

        await Eventually.TrueAsync(
            async () => (await installation.AskAsync("modeldeploy-gateway", "deployment/echo/v1/models/echo")).Contains("\"model\":\"echo\"", StringComparison.Ordinal),
            "the model answers through the gateway");

        Assert.Contains("<html", await installation.AskAsync("modeldeploy", "sign-in"), StringComparison.Ordinal);
        Assert.Null((await installation.Client.GetAsync<JsonObject>(Kinds.PhDeployment, installation.Models, "echo", default)).Value!["status"]);
        await RanWellAsync(installation, await installation.PodsAsync());
    }

    /// <summary>No pod was started anew, and none lacked a right: it would be in its log.</summary>
    private static async Task RanWellAsync(AnInstallation installation, IReadOnlyList<JsonObject> pods)
    {
        Assert.All(pods, pod => Assert.Equal(0, pod["status"]!["containerStatuses"]![0]!["restartCount"]!.GetValue<int>()));
        foreach (var pod in pods)
        {
            var (_, log, _) = await KubectlProcess.RunAsync("", "logs", "-n", installation.Portal, $"{pod["metadata"]!["name"]}");
            Assert.DoesNotContain("forbidden", log, StringComparison.OrdinalIgnoreCase);
        }
    }
}
