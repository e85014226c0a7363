using System.Text.Json;
using ModelDeploy.ModelServer.Modelling;

namespace ModelDeploy.ModelServer.Serving;

/// <summary>Turns the lists of numbers in a request into rows, and says exactly which value does not fit.</summary>
internal static class NumberReader
{
    /// <summary>
    /// Rows from nested lists, or one row from a plain list of numbers. <paramref name="name"/> is what sentences call the
    /// list, <paramref name="features"/> how many values a row must have.
    /// </summary>
    public static Outcome<Batch> Nested(string name, JsonElement list, int features)
    {
        if (list.ValueKind != JsonValueKind.Array)
            return Outcome<Batch>.Bad($"{name} must be a list of rows, but it is {JsonNames.Of(list)}.");
        if (list.GetArrayLength() == 0)
            return Outcome<Batch>.Bad($"{name} is empty; send at least one row of {features} numbers.");
        JsonElement[] rows = list[0].ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [list];

        var values = new double[rows.Length * features];
        for (var row = 0; row < rows.Length; row++)
            if (ReadRow(rows[row], row, features, values.AsSpan(row * features)) is { } fault)
                return Outcome<Batch>.Bad($"{name}: {fault}");
        return Outcome<Batch>.Good(new Batch(values, rows.Length, features));
    }

    /// <summary>Every number below <paramref name="list"/>, however it is nested, in row-major order.</summary>
    public static Outcome<double[]> Flat(string name, JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
            return Outcome<double[]>.Bad($"{name} must be a list of numbers, but it is {JsonNames.Of(list)}.");
        var values = new List<double>();
        return Collect(list, values) is { } fault
            ? Outcome<double[]>.Bad($"{name}: {fault}")
            : Outcome<double[]>.Good([.. values]);
    }

    /// <summary>A tensor's shape: whole numbers of 0 and more.</summary>
    public static Outcome<int[]> Shape(string name, JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
            return Outcome<int[]>.Bad($"{name} must be a list of whole numbers, but it is {JsonNames.Of(list)}.");
        var shape = new int[list.GetArrayLength()];
        for (var i = 0; i < shape.Length; i++)
            if (list[i].ValueKind != JsonValueKind.Number || !list[i].TryGetInt32(out shape[i]) || shape[i] < 0)
                return Outcome<int[]>.Bad($"{name} must consist of whole numbers of 0 and more, but holds {JsonNames.Of(list[i])}.");
        return Outcome<int[]>.Good(shape);
    }

    /// <summary>Rows from a flat list and its shape, which must be [rows, features], or [features] for one row.</summary>
    public static Outcome<Batch> Shaped(string name, int[] shape, double[] values, int features)
    {
        var (rows, columns) = shape switch
        {
            [var only] => (1, only),
            [var first, var second] => (first, second),
            _ => (-1, -1),
        };
        var text = $"[{string.Join(", ", shape)}]";
        if (columns != features)
            return Outcome<Batch>.Bad($"{name} has the shape {text}, but the model needs [rows, {features}].");
        if (rows == 0)
            return Outcome<Batch>.Bad($"{name} is empty; send at least one row of {features} numbers.");
        return (long)rows * columns == values.Length
            ? Outcome<Batch>.Good(new Batch(values, rows, columns))
            : Outcome<Batch>.Bad($"{name} has the shape {text}, but holds {values.Length} values.");
    }

    private static string? ReadRow(JsonElement row, int number, int features, Span<double> target)
    {
        if (row.ValueKind != JsonValueKind.Array)
            return $"row {number + 1} must be a list of {features} numbers, but it is {JsonNames.Of(row)}.";
        if (row.GetArrayLength() != features)
            return $"row {number + 1} has {row.GetArrayLength()} values, but the model needs {features}.";
        var column = 0;
        foreach (var item in row.EnumerateArray())
            if (Read(item, out target[column++]) is { } fault)
                return $"row {number + 1}, value {column}: {fault}";
        return null;
    }

    private static string? Collect(JsonElement list, List<double> values)
    {
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Array)
            {
                if (Collect(item, values) is { } below)
                    return below;
                continue;
            }
            if (Read(item, out var value) is { } fault)
                return $"value {values.Count + 1}: {fault}";
            values.Add(value);
        }
        return null;
    }

    private static string? Read(JsonElement item, out double value)
    {
        value = 0;
        if (item.ValueKind != JsonValueKind.Number)
            return $"a number is needed, but it is {JsonNames.Of(item)}.";
        value = item.GetDouble();
        return double.IsFinite(value) ? null : $"{JsonNames.Of(item)} is too large.";
    }
}
