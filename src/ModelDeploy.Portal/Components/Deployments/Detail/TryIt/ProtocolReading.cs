using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelDeploy.Portal.Components.Deployments.Detail.TryIt;

/// <summary>Tells from a model's answers which protocols it speaks, and what a request to it could look like.</summary>
public static class ProtocolReading
{
    /// <summary>Seldon's predictions, which every deployment's endpoint names.</summary>
    public const string Predictions = "/api/v1.0/predictions";

    private const string AnyRow = "[1.0,2.0,3.0]";

    /// <summary>What the model speaks.</summary>
    /// <param name="answers">To <see cref="ProbeAnswers.Paths"/>, and to <c>/v2/models/name</c> for the names that it may have.</param>
    /// <param name="names">The names that were asked for.</param>
    /// <param name="seldonExample">A body in Seldon's shape that is known to fit, or null.</param>
    public static DetectedProtocols Of(ProbeAnswers answers, IReadOnlyList<string> names, string? seldonExample)
    {
        var seldon = Seldon(answers, seldonExample);
        var row = RowOf(seldonExample) ?? RowOf(seldon.Body);
        var fits = seldon.IsFitting && row is not null;
        var isSeldon = answers.IsGood("/api/v1.0/metadata") || answers.IsGood("/api/v1.0/health/status");
        List<ProtocolExample?> found =
        [
            seldonExample is not null && isSeldon ? seldon : null,
            OpenInference(answers, names),
            seldonExample is null && isSeldon ? seldon : null,
            OpenAi(answers),
            KServe(answers, row, fits),
            MLflow(answers, row, fits),
        ];
        var examples = found.OfType<ProtocolExample>().OrderByDescending(example => example.IsFitting).ToList();
        return examples.Count == 0 ? new DetectedProtocols([seldon], IsRecognised: false) : new DetectedProtocols(examples, IsRecognised: true);
    }

    /// <summary>What to begin with before a model was asked.</summary>
    public static DetectedProtocols Guess(string? seldonExample) => Of(new ProbeAnswers(new Dictionary<string, (int, JsonNode?)>()), [], seldonExample);

    private static ProtocolExample Seldon(ProbeAnswers answers, string? known)
    {
        if (known is not null)
            return new(ModelProtocol.Seldon, Predictions, known, IsFitting: true);
        if (ZeroInput.ForSeldon(answers.ObjectAt("/api/v1.0/metadata")) is not { } zeros)
            return new(ModelProtocol.Seldon, Predictions, $$$"""{"data":{"ndarray":[{{{AnyRow}}}]}}""", IsFitting: false);
        var data = new JsonObject { ["ndarray"] = new JsonArray(zeros.Row) };
        if (zeros.Names is not null)
            data.Insert(0, "names", zeros.Names);
        return new(ModelProtocol.Seldon, Predictions, new JsonObject { ["data"] = data }.ToJsonString(), IsFitting: true);
    }

    private static ProtocolExample? OpenInference(ProbeAnswers answers, IReadOnlyList<string> names)
    {
        if (!answers.IsGood("/v2/health/ready"))
            return null;
        foreach (var name in names)
        {
            if (answers.ObjectAt($"/v2/models/{name}") is not { } metadata)
                continue;
            var inputs = ZeroInput.ForOpenInference(metadata);
            return new(ModelProtocol.OpenInference, $"/v2/models/{name}/infer", new JsonObject { ["inputs"] = inputs?.DeepClone() ?? AnyInputs() }.ToJsonString(), inputs is not null);
        }
        return new(ModelProtocol.OpenInference, "/v2/models/MODEL/infer", new JsonObject { ["inputs"] = AnyInputs() }.ToJsonString(), IsFitting: false);
    }

    private static ProtocolExample? OpenAi(ProbeAnswers answers)
    {
        var listed = ModelNames.ListedAt(answers, "/v1/models", "data").OfType<string>().FirstOrDefault();
        if (listed is null && !answers.WantsPost("/v1/chat/completions"))
            return null;
        var body = new JsonObject
        {
            ["model"] = listed ?? "model",
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hello" }),
        };
        return new(ModelProtocol.OpenAi, "/v1/chat/completions", body.ToJsonString(), IsFitting: true);
    }

    private static ProtocolExample? KServe(ProbeAnswers answers, string? row, bool fits) =>
        ModelNames.ListedAt(answers, "/v1/models", "models").OfType<string>().FirstOrDefault() is { } name
            ? new(ModelProtocol.KServe, $"/v1/models/{Uri.EscapeDataString(name)}:predict", $$"""{"instances":[{{row ?? AnyRow}}]}""", fits)
            : null;

    private static ProtocolExample? MLflow(ProbeAnswers answers, string? row, bool fits) =>
        answers.WantsPost("/invocations") || answers.IsGood("/ping")
            ? new(ModelProtocol.MLflow, "/invocations", $$"""{"inputs":[{{row ?? AnyRow}}]}""", fits)
            : null;

    private static JsonArray AnyInputs() =>
        new(new JsonObject { ["name"] = "input", ["shape"] = new JsonArray(1, 3), ["datatype"] = "FP64", ["data"] = JsonNode.Parse(AnyRow) });

    /// <summary>The first row of a Seldon body, as JSON.</summary>
    private static string? RowOf(string? seldonBody)
    {
        try
        {
            return seldonBody is not null && JsonNode.Parse(seldonBody)?["data"]?["ndarray"] is JsonArray { Count: > 0 } rows ? rows[0]?.ToJsonString() : null;
        }
        catch (Exception notOne) when (notOne is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
