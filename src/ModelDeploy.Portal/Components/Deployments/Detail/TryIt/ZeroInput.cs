using System.Text.Json.Nodes;

namespace ModelDeploy.Portal.Components.Deployments.Detail.TryIt;

/// <summary>Inputs of nothing but zeros, made from what a model tells of itself.</summary>
public static class ZeroInput
{
    /// <summary>Larger inputs are not written out.</summary>
    public const int MostValues = 4096;

    /// <summary>The <c>inputs</c> of an Open Inference request, a variable dimension being 1; null when the metadata cannot be used.</summary>
    public static JsonArray? ForOpenInference(JsonObject metadata)
    {
        var inputs = new JsonArray();
        foreach (var tensor in (metadata["inputs"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (ShapeOf(tensor["shape"]) is not { } shape || Size(shape) is not { } size || tensor["name"] is not JsonValue name || tensor["datatype"] is not JsonValue type)
                return null;
            inputs.Add(new JsonObject
            {
                ["name"] = name.ToString(),
                ["shape"] = new JsonArray([.. shape.Select(length => (JsonNode)length)]),
                ["datatype"] = type.ToString(),
                ["data"] = new JsonArray([.. Enumerable.Range(0, size).Select(_ => ZeroOf(type.ToString()))]),
            });
        }
        return inputs.Count == 0 ? null : inputs;
    }

    /// <summary>One row of zeros for the first input of Seldon metadata, and the columns' names where they are told; null when it cannot be used.</summary>
    public static (JsonArray? Names, JsonArray Row)? ForSeldon(JsonObject? metadata)
    {
        if ((metadata?["inputs"] as JsonArray)?.FirstOrDefault() is not JsonObject input || input["schema"] is not JsonObject schema)
            return null;
        if (ShapeOf(schema["shape"]) is not [.., var columns] || columns > MostValues)
            return null;
        var names = schema["names"] is JsonArray told && told.Count == columns ? (JsonArray)told.DeepClone() : null;
        return (names, new JsonArray([.. Enumerable.Range(0, columns).Select(_ => ZeroOf("FP64"))]));
    }

    private static List<int>? ShapeOf(JsonNode? node)
    {
        List<int> shape = [];
        foreach (var length in node as JsonArray ?? [])
        {
            if (length is not JsonValue value || !value.TryGetValue<int>(out var number))
                return null;
            shape.Add(number <= 0 ? 1 : number);
        }
        return shape.Count == 0 ? null : shape;
    }

    private static int? Size(List<int> shape)
    {
        var size = shape.Aggregate(1L, (product, length) => Math.Min(product * length, MostValues + 1));
        return size <= MostValues ? (int)size : null;
    }

    private static JsonNode ZeroOf(string datatype) => datatype switch
    {
        "BOOL" => JsonValue.Create(false),
        "BYTES" => JsonValue.Create(""),
        _ when datatype.StartsWith("FP", StringComparison.Ordinal) || datatype is "BF16" => JsonNode.Parse("0.0")!,
        _ => JsonValue.Create(0),
    };
}
