using System.Text.Json;
using ModelDeploy.ModelServer.Modelling;
using ModelDeploy.ModelServer.Serving;

namespace ModelDeploy.ModelServer.OpenInference;

/// <summary>An inference as asked in the Open Inference protocol.</summary>
/// <param name="Id">Echoed if the caller gave one, else null.</param>
/// <param name="Batch">The rows, columns in the model's order.</param>
/// <param name="Outputs">Names of the tensors that the caller wants, in that order; all of the model's where it named none.</param>
internal sealed record InferRequest(string? Id, Batch Batch, string[] Outputs)
{
    /// <summary>The request in a message, or a sentence that says why the model cannot take it.</summary>
    public static Outcome<InferRequest> Read(JsonElement message, Model model)
    {
        string? id = null;
        if (message.TryGetProperty("id", out var given) && given.ValueKind != JsonValueKind.Null)
        {
            if (given.ValueKind != JsonValueKind.String)
                return Outcome<InferRequest>.Bad($"id must be a text, but it is {JsonNames.Of(given)}.");
            id = given.GetString();
        }
        if (!Inputs(message, model).Try(out var batch, out var fault) || !WantedOutputs(message, model).Try(out var outputs, out fault))
            return Outcome<InferRequest>.Bad(fault);
        return Outcome<InferRequest>.Good(new InferRequest(id, batch, outputs));
    }

    private static Outcome<Batch> Inputs(JsonElement message, Model model)
    {
        if (!message.TryGetProperty("inputs", out var inputs) || inputs.ValueKind != JsonValueKind.Array || inputs.GetArrayLength() == 0)
            return Outcome<Batch>.Bad("inputs must be a list of at least one tensor.");
        var tensors = new List<InferTensor>();
        foreach (var input in inputs.EnumerateArray())
        {
            if (!InferTensor.Read(input).Try(out var tensor, out var fault))
                return Outcome<Batch>.Bad(fault);
            tensors.Add(tensor);
        }
        return tensors is [var table]
            ? NumberReader.Shaped($"Input \"{table.Name}\"", table.Shape, table.Values, model.Features.Length)
            : Columns(tensors, model);
    }

    /// <summary>One tensor per feature, each [rows] or [rows, 1].</summary>
    private static Outcome<Batch> Columns(List<InferTensor> tensors, Model model)
    {
        var features = model.Features;
        var names = tensors.ConvertAll(tensor => tensor.Name);
        if (names.Count != features.Length || features.Except(names).Any())
            return Outcome<Batch>.Bad($"Send one tensor of shape [rows, {features.Length}], or one per feature: {string.Join(", ", features)}.");

        var rows = tensors[0].Values.Length;
        if (rows == 0)
            return Outcome<Batch>.Bad("The inputs are empty; send at least one row.");
        var values = new double[rows * features.Length];
        foreach (var tensor in tensors)
        {
            if (tensor.Values.Length != rows || tensor.Shape is not ([_] or [_, 1]) || tensor.Shape[0] != rows)
            {
                var shape = $"[{string.Join(", ", tensor.Shape)}]";
                return Outcome<Batch>.Bad(
                    $"Input \"{tensor.Name}\" has the shape {shape} and {tensor.Values.Length} values; every feature needs [{rows}] like \"{names[0]}\".");
            }
            var column = Array.IndexOf(features, tensor.Name);
            for (var row = 0; row < rows; row++)
                values[row * features.Length + column] = tensor.Values[row];
        }
        return Outcome<Batch>.Good(new Batch(values, rows, features.Length));
    }

    private static Outcome<string[]> WantedOutputs(JsonElement message, Model model)
    {
        var offered = InferOutputs.Names(model);
        if (!message.TryGetProperty("outputs", out var outputs) || outputs.ValueKind == JsonValueKind.Null)
            return Outcome<string[]>.Good(offered);
        if (outputs.ValueKind != JsonValueKind.Array)
            return Outcome<string[]>.Bad($"outputs must be a list of tensors, but it is {JsonNames.Of(outputs)}.");

        var wanted = new List<string>();
        foreach (var output in outputs.EnumerateArray())
        {
            var name = output.ValueKind == JsonValueKind.Object && output.TryGetProperty("name", out var text)
                && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
            if (name is null || !offered.Contains(name) || wanted.Contains(name))
                return Outcome<string[]>.Bad($"Every output must name another one of {string.Join(", ", offered)}.");
            wanted.Add(name);
        }
        return Outcome<string[]>.Good(wanted.Count == 0 ? offered : [.. wanted]);
    }
}
