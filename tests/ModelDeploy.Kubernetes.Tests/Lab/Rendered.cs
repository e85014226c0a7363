using System.Text.Json.Nodes;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Lab;

/// <summary>An installation as kustomize renders it; tests that need it are skipped where there is no <c>kubectl</c>.</summary>
/// <param name="Objects">Every object of it.</param>
internal sealed record Rendered(IReadOnlyList<JsonObject> Objects)
{
    /// <summary>The folder of overlays and components.</summary>
    public const string Folder = "deploy/kustomize";

    private const string Portal = "modeldeploy";
    private const string Models = "models";

    /// <summary>Every overlay.</summary>
    public static IEnumerable<string> Overlays => Names("overlays");

    /// <summary>Every component that an installation can choose.</summary>
    public static IEnumerable<string> Components => Names("components").Where(name => name != "pods");

    /// <summary>The overlay with these components, as somebody has it who installs it.</summary>
    public static Task<Rendered> OfAsync(string overlay, params IEnumerable<string> components) => MadeByAsync($"""
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources: [{Folder}/overlays/{overlay}]
        components: [{string.Join(", ", components.Select(component => $"{Folder}/components/{component}"))}]
        """);

    /// <summary>What this <c>kustomization.yaml</c> makes, which names folders as seen from the repository's top.</summary>
    public static async Task<Rendered> MadeByAsync(string kustomization)
    {
        var own = Directory.CreateTempSubdirectory("modeldeploy-kustomize-");
        try
        {
            // kustomize takes folders by relative paths only.
            var there = Path.GetRelativePath(own.FullName, Path.Combine(RepositoryFiles.Root, Folder));
            await File.WriteAllTextAsync(Path.Combine(own.FullName, "kustomization.yaml"), kustomization.Replace(Folder, there, StringComparison.Ordinal));
            var (exitCode, output, complaint) = await KubectlProcess.RunAsync("", "kustomize", own.FullName);
            Assert.True(exitCode == 0, complaint);
            return new Rendered(YamlJson.ReadAll(output));
        }
        finally
        {
            own.Delete(recursive: true);
        }
    }

    /// <summary>The same in two namespaces of a test.</summary>
    public Rendered In(ATestNamespace portal, ATestNamespace models) => new([.. Objects.Select(one => Moved(one, portal.Name, models.Name))]);

    /// <summary>All of a kind.</summary>
    public IEnumerable<JsonObject> OfKind(string kind) => Objects.Where(one => $"{one["kind"]}" == kind);

    /// <summary>As one text that <c>kubectl apply -f -</c> takes.</summary>
    public static string AsList(IEnumerable<JsonObject> objects) => new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "List",
        ["items"] = new JsonArray([.. objects.Select(one => one.DeepClone())]),
    }.ToJsonString();

    private static JsonObject Moved(JsonObject one, string portal, string models)
    {
        var copy = one.DeepClone().AsObject();
        if ($"{copy["kind"]}" == "Namespace")
            copy["metadata"]!["name"] = Place(copy["metadata"]!["name"]!.ToString());
        Walk(copy);
        return copy;

        void Walk(JsonNode? node)
        {
            foreach (var item in node as JsonArray ?? [])
                Walk(item);
            foreach (var (key, value) in (node as JsonObject ?? []).ToList())
            {
                if (key is "namespace" or "kubernetes.io/metadata.name" or "ModelDeploy__Kubernetes__Namespace" && value is JsonValue)
                    node![key] = Place(value.ToString());
                else
                    Walk(value);
            }
        }

        string Place(string name) => name switch { Portal => portal, Models => models, _ => name };
    }

    private static IEnumerable<string> Names(string folder) =>
        RepositoryFiles.Below($"{Folder}/{folder}", "kustomization.yaml").Select(path => path.Split('/')[^2]);
}
