using System.Text.Json;
using ModelDeploy.ModelServer.Modelling;
using ModelDeploy.ModelServer.Serving;

namespace ModelDeploy.ModelServer.Seldon;

/// <summary>What <c>data.names</c> means: nothing where the model knows none of the names, else which column is which feature.</summary>
internal static class SeldonNames
{
    /// <summary>The batch in the model's feature order, or a sentence where the names are not one per feature.</summary>
    public static Outcome<Batch> Arrange(Batch batch, JsonElement data, Model model)
    {
        if (!data.TryGetProperty("names", out var list) || list.ValueKind == JsonValueKind.Null)
            return Outcome<Batch>.Good(batch);
        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
            return Outcome<Batch>.Bad($"data.names must be a list of texts, but it is {JsonNames.Of(list)}.");

        string[] names = [.. list.EnumerateArray().Select(name => name.GetString()!)];
        if (!names.Intersect(model.Features).Any())
            return Outcome<Batch>.Good(batch);
        if (names.Length != model.Features.Length || names.Except(model.Features).Any() || names.Distinct().Count() != names.Length)
            return Outcome<Batch>.Bad($"data.names must name each feature once: {string.Join(", ", model.Features)}.");
        return Outcome<Batch>.Good(Reorder(batch, [.. model.Features.Select(feature => Array.IndexOf(names, feature))]));
    }

    private static Batch Reorder(Batch batch, int[] columns)
    {
        var values = new double[batch.Values.Length];
        for (var row = 0; row < batch.Rows; row++)
            for (var column = 0; column < columns.Length; column++)
                values[row * batch.Columns + column] = batch.Row(row)[columns[column]];
        return batch with { Values = values };
    }
}
