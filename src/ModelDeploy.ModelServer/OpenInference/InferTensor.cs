using System.Globalization;
using System.Text.Json;
using ModelDeploy.ModelServer.Serving;

namespace ModelDeploy.ModelServer.OpenInference;

/// <summary>One tensor of a request, its values flat in row-major order.</summary>
internal sealed record InferTensor(string Name, int[] Shape, double[] Values)
{
    /// <summary>The tensor in an element of <c>inputs</c>, or a sentence that says what is wrong with it.</summary>
    public static Outcome<InferTensor> Read(JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Object)
            return Outcome<InferTensor>.Bad($"Every input must be an object, but one is {JsonNames.Of(input)}.");
        if (!Text(input, "name").Try(out var name, out var fault) || !Text(input, "datatype").Try(out var datatype, out fault))
            return Outcome<InferTensor>.Bad($"An input {fault}");
        if (!input.TryGetProperty("shape", out var shapeList) || !input.TryGetProperty("data", out var data))
            return Outcome<InferTensor>.Bad($"Input \"{name}\" must have shape and data.");

        if (!InferDatatype.Find(datatype).Try(out var type, out fault)
            || !NumberReader.Shape("shape", shapeList).Try(out var shape, out fault)
            || !NumberReader.Flat("data", data).Try(out var values, out fault))
            return Outcome<InferTensor>.Bad($"Input \"{name}\": {fault}");
        if (type.Misfit(values) is { } misfit)
            return Outcome<InferTensor>.Bad($"Input \"{name}\": {misfit.ToString(CultureInfo.InvariantCulture)} is no {datatype}.");
        return Outcome<InferTensor>.Good(new InferTensor(name, shape, values));
    }

    private static Outcome<string> Text(JsonElement input, string property) =>
        input.TryGetProperty(property, out var text) && text.ValueKind == JsonValueKind.String
            ? Outcome<string>.Good(text.GetString()!)
            : Outcome<string>.Bad($"must have a {property}, a text.");
}
