using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Lab;

/// <summary>What lies in <c>deploy/kustomize</c> is rendered, and taken by an API server as it is.</summary>
public sealed partial class KustomizeTests : IAsyncLifetime
{
    private const string NewBudgets = "policy/v1";
    private const string OldBudgets = "policy/v1beta1";

    private ATestNamespace _portal = null!;
    private ATestNamespace _models = null!;

    public static TheoryData<string> Overlays => [.. Rendered.Overlays];

    public async ValueTask InitializeAsync()
    {
        _portal = await ATestNamespace.CreateAsync();
        _models = await ATestNamespace.CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var place in new[] { _portal, _models }.OfType<ATestNamespace>())
            await place.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task A_cluster_takes_every_overlay_with_every_component(string overlay)
    {
        var installation = (await Rendered.OfAsync(overlay, Rendered.Components)).In(_portal, _models);
        Assert.Contains(installation.Objects, one => $"{one["apiVersion"]}" == NewBudgets);

        // A cluster without policy/v1 cannot have the budgets; it tells us at least whether they are right in the version before.
        var hasNewBudgets = (await _portal.Client.GetAsync($"apis/{NewBudgets}", default)).Error is null;
        var asked = installation.Objects.Select(one => hasNewBudgets ? one : InOlderVersion(one)).ToList();
        var (exitCode, output, complaint) = await DryRunAsync(asked);

        Assert.True(exitCode == 0, complaint);
        Assert.Equal(asked.Count, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Only_budgets_need_what_a_cluster_may_lack(string overlay)
    {
        Assert.SkipWhen((await _portal.Client.GetAsync($"apis/{NewBudgets}", default)).Error is null, "This cluster has policy/v1.");
        var installation = (await Rendered.OfAsync(overlay, Rendered.Components)).In(_portal, _models);

        var (exitCode, _, complaint) = await DryRunAsync(installation.Objects);

        Assert.NotEqual(0, exitCode);
        var line = Assert.Single(complaint.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !line.StartsWith("Warning", StringComparison.Ordinal) && !line.StartsWith("ensure", StringComparison.Ordinal));
        Assert.Contains("\"PodDisruptionBudget\" in version \"policy/v1\"", line, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Every_pod_of_ours_runs_without_any_right_over_its_node(string overlay)
    {
        foreach (var deployment in (await Rendered.OfAsync(overlay)).OfKind("Deployment"))
        {
            var pod = deployment["spec"]!["template"]!["spec"]!;
            Assert.Equal(2, deployment["spec"]!["replicas"]!.GetValue<long>());
            Assert.True(pod["securityContext"]!["runAsNonRoot"]!.GetValue<bool>());
            Assert.Equal("RuntimeDefault", $"{pod["securityContext"]!["seccompProfile"]!["type"]}");
            Assert.NotEmpty(pod["topologySpreadConstraints"]!.AsArray());
            var container = Assert.Single(pod["containers"]!.AsArray())!;
            Assert.True(container["securityContext"]!["readOnlyRootFilesystem"]!.GetValue<bool>());
            Assert.False(container["securityContext"]!["allowPrivilegeEscalation"]!.GetValue<bool>());
            Assert.Equal(["ALL"], container["securityContext"]!["capabilities"]!["drop"]!.AsArray().Select(one => $"{one}"));
            Assert.Equal("/readyz", $"{container["readinessProbe"]!["httpGet"]!["path"]}");
            Assert.Equal("/healthz", $"{container["livenessProbe"]!["httpGet"]!["path"]}");
            Assert.NotNull(container["resources"]!["limits"]!["memory"]);
            Assert.All(pod["volumes"]!.AsArray(), volume => Assert.NotNull(volume!["emptyDir"]));
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Every_selector_finds_the_pods_that_it_means(string overlay)
    {
        var installation = await Rendered.OfAsync(overlay, Rendered.Components);
        var pods = installation.OfKind("Deployment").Select(deployment => LabelsIn(deployment["spec"]!["template"]!["metadata"]!["labels"])).ToList();

        foreach (var service in installation.OfKind("Service"))
            Assert.Single(pods, LabelsIn(service["spec"]!["selector"]).IsSubsetOf);
        // Where another operator controls there is no controller of ours to find.
        var isControlled = overlay != "beside";
        foreach (var policy in installation.OfKind("NetworkPolicy").Where(policy => $"{policy["metadata"]!["namespace"]}" == "modeldeploy" && (isControlled || !IsOfControllers(policy))))
            Assert.Contains(pods, LabelsIn(policy["spec"]!["podSelector"]!["matchLabels"]).IsSubsetOf);
        foreach (var peer in installation.OfKind("NetworkPolicy").SelectMany(policy => policy["spec"]!["ingress"]?.AsArray() ?? []).SelectMany(rule => rule!["from"]?.AsArray() ?? []))
            Assert.Single(pods, LabelsIn(peer!["podSelector"]!["matchLabels"]).IsSubsetOf);
        var budget = Assert.Single(installation.OfKind("PodDisruptionBudget"));
        Assert.All(pods, labels => Assert.Subset(labels, LabelsIn(budget["spec"]!["selector"]!["matchLabels"])));
    }

    [Fact]
    public async Task Pods_run_the_image_that_this_version_builds()
    {
        foreach (var overlay in Rendered.Overlays)
        {
            foreach (var deployment in (await Rendered.OfAsync(overlay)).OfKind("Deployment"))
                Assert.Equal($"localhost/modeldeploy/portal:{OwnImages.Version}", $"{deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]}");
        }
    }

    [Fact]
    public async Task The_documents_example_of_an_own_overlay_changes_what_it_says()
    {
        var example = ExampleInDocuments().Match(RepositoryFiles.Read("docs/kubernetes.md").ReplaceLineEndings("\n"));
        Assert.True(example.Success);

        var installation = await Rendered.MadeByAsync(example.Groups["kustomization"].Value);

        Assert.Equal("https://models.example.org", $"{Assert.Single(installation.OfKind("ConfigMap"))["data"]!["ModelDeploy__PublicUrl"]}");
        Assert.All(installation.OfKind("Ingress"), ingress => Assert.Equal("models.example.org", $"{ingress["spec"]!["rules"]![0]!["host"]}"));
        Assert.All(installation.OfKind("Deployment"), one => Assert.StartsWith("registry.example.org/", $"{one["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]}", StringComparison.Ordinal));
        Assert.DoesNotContain("example.com", Rendered.AsList(installation.Objects), StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output, string Complaint)> DryRunAsync(IEnumerable<JsonObject> objects) => KubectlProcess.RunAsync(
        Rendered.AsList(objects), "apply", "--server-side", "--force-conflicts", "--dry-run=server", "--field-manager=modeldeploy-tests", "-f", "-");

    private static JsonObject InOlderVersion(JsonObject one)
    {
        if ($"{one["apiVersion"]}" != NewBudgets)
            return one;
        var older = one.DeepClone().AsObject();
        older["apiVersion"] = OldBudgets;
        return older;
    }

    private static bool IsOfControllers(JsonObject policy) => LabelsIn(policy["spec"]!["podSelector"]!["matchLabels"]).Contains("modeldeploy.io/controller=true");

    private static HashSet<string> LabelsIn(JsonNode? labels) => [.. (labels as JsonObject ?? []).Select(label => $"{label.Key}={label.Value}")];

    [GeneratedRegex("```yaml\n# kustomization.yaml\n(?<kustomization>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ExampleInDocuments();
}
