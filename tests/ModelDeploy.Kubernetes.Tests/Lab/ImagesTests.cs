using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Lab;

/// <summary>The images of <c>deploy/images/build.sh</c>, as strictly as a cluster can run them: no root, nothing to write to but what is given.</summary>
public sealed class ImagesTests : IAsyncLifetime
{
    private ATestNamespace _namespace = null!;

    public async ValueTask InitializeAsync() => _namespace = await ATestNamespace.CreateAsync();

    public ValueTask DisposeAsync() => _namespace is null ? ValueTask.CompletedTask : _namespace.DisposeAsync();

    [Theory]
    [InlineData("localhost/modeldeploy/iris:1.0", "iris", "1.0")]
    [InlineData("modeldeploy/iris:2.0", "iris", "2.0")]
    [InlineData("modeldeploy/housing:1.0", "housing", "1.0")]
    public async Task A_sample_serves_its_model_by_the_name_that_it_has_on_one_machine(string image, string model, string version)
    {
        await RunAsync(image, 9000, "/v2/health/ready", []);

        var metadata = (await ProxyAsync(9000, $"v2/models/{model}")).Value!;

        Assert.Equal(version, metadata["versions"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task The_model_server_serves_the_model_that_its_deployment_names()
    {
        await RunAsync($"localhost/modeldeploy/model-server:{OwnImages.Version}", 9000, "/v2/health/ready", new() { ["MODEL_URI"] = "Models/housing-1.0.json" });

        Assert.Null((await ProxyAsync(9000, "v2/models/housing")).Error);
    }

    [Fact]
    public async Task The_portal_becomes_ready_with_nothing_but_a_volume_for_its_data() =>
        await RunAsync($"localhost/modeldeploy/portal:{OwnImages.Version}", 8080, "/readyz", []);

    private Task<ApiResult<JsonObject>> ProxyAsync(int port, string path) =>
        _namespace.Client.GetAsync($"{Kinds.Pod.PathOf(_namespace.Name, $"one:{port}", "proxy")}/{path}", default);

    /// <summary>Runs it until it is ready; skips the test where nobody has loaded the image.</summary>
    private async Task RunAsync(string image, int port, string readyPath, Dictionary<string, string> environment)
    {
        var pod = ATestNamespace.Named("v1", "Pod", "one");
        pod["spec"] = JsonNode.Parse($$"""
            {
              "automountServiceAccountToken": false,
              "terminationGracePeriodSeconds": 2,
              "securityContext": { "runAsNonRoot": true, "fsGroup": 10001 },
              "containers": [{
                "name": "one",
                "image": "{{image}}",
                "imagePullPolicy": "Never",
                "securityContext": { "readOnlyRootFilesystem": true, "allowPrivilegeEscalation": false, "capabilities": { "drop": ["ALL"] } },
                "resources": { "requests": { "cpu": "0.01", "memory": "16Mi" }, "limits": { "memory": "400Mi" } },
                "readinessProbe": { "httpGet": { "path": "{{readyPath}}", "port": {{port}} }, "periodSeconds": 1 },
                "volumeMounts": [{ "name": "data", "mountPath": "/data" }]
              }],
              "volumes": [{ "name": "data", "emptyDir": {} }]
            }
            """);
        pod["spec"]!["containers"]![0]!["env"] = new JsonArray([.. environment.Select(variable => new JsonObject { ["name"] = variable.Key, ["value"] = variable.Value })]);
        Assert.Null((await _namespace.Client.CreateAsync<JsonObject>(Kinds.Pod, _namespace.Name, pod, default)).Error);

        JsonNode? state = null;
        await Eventually.TrueAsync(
            async () =>
            {
                state = (await _namespace.Client.GetAsync<JsonObject>(Kinds.Pod, _namespace.Name, "one", default)).Value!["status"]!["containerStatuses"]?[0];
                return state?["ready"]?.GetValue<bool>() is true || IsMissing(state);
            },
            $"{image} is ready");
        Assert.SkipWhen(
            IsMissing(state) && Environment.GetEnvironmentVariable(ClusterUnderTest.RequiredVariable) != "1",
            "It needs the images of deploy/images/build.sh on the node (docs/kubernetes.md).");
        Assert.False(IsMissing(state), $"{image} is not on the node.");
    }

    private static bool IsMissing(JsonNode? state) => state?["state"]?["waiting"]?["reason"]?.GetValue<string>() == "ErrImageNeverPull";
}
