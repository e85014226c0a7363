using System.Text.Json.Nodes;

namespace ModelDeploy.Portal.Components.Deployments.Detail.TryIt;

/// <summary>What a model may be called at its own server.</summary>
public static class ModelNames
{
    /// <summary>Every name that an answer tells of, then the guesses; each once, only those that can stand in a path.</summary>
    public static IReadOnlyList<string> Of(ProbeAnswers answers, params IEnumerable<string> guesses) =>
    [
        .. ListedAt(answers, "/v2/models", "models")
            .Concat(ListedAt(answers, "/v1/models", "models"))
            .Concat(ListedAt(answers, "/v1/models", "data"))
            .Append(Text(answers.ObjectAt("/api/v1.0/metadata")?["name"]))
            .Append(Text(answers.ObjectAt("/version")?["model"]))
            .Concat(guesses)
            .OfType<string>()
            .Where(name => name.Length is > 0 and <= 100 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.') && name.Trim('.').Length > 0)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The names in a list of an answer: texts, or objects with a name or an id.</summary>
    public static IEnumerable<string?> ListedAt(ProbeAnswers answers, string path, string list) =>
        (answers.ObjectAt(path)?[list] as JsonArray ?? []).Select(entry => Text(entry is JsonObject named ? named["name"] ?? named["id"] : entry));

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
