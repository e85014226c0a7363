using System.Text.Json.Nodes;

namespace ModelDeploy.Portal.Components.Deployments.Detail.TryIt;

/// <summary>What a model answered to GET requests for some paths.</summary>
/// <param name="ByPath">Status and body by path.</param>
public sealed record ProbeAnswers(IReadOnlyDictionary<string, (int Status, JsonNode? Body)> ByPath)
{
    /// <summary>Paths that tell a protocol or a model's name by their answer alone; asking for them starts nothing.</summary>
    public static IReadOnlyList<string> Paths { get; } =
        ["/v2/health/ready", "/v2/models", "/v1/models", "/v1/chat/completions", "/invocations", "/ping", "/version", "/api/v1.0/metadata", "/api/v1.0/health/status"];

    /// <summary>Whether the path answered well.</summary>
    public bool IsGood(string path) => StatusOf(path) is >= 200 and < 300;

    /// <summary>Whether there is something at the path that wants another method.</summary>
    public bool WantsPost(string path) => StatusOf(path) == 405;

    /// <summary>The JSON object that the path answered well with, or null.</summary>
    public JsonObject? ObjectAt(string path) => IsGood(path) ? ByPath[path].Body as JsonObject : null;

    private int StatusOf(string path) => ByPath.TryGetValue(path, out var answer) ? answer.Status : 0;
}
