namespace ModelDeploy.ModelServer.OpenInference;

/// <summary>A number type of the protocol and the values that it can hold.</summary>
/// <param name="Name">As written in requests.</param>
/// <param name="IsWhole">True for the integer types.</param>
/// <param name="Least">Smallest value.</param>
/// <param name="Most">Largest value.</param>
internal sealed record InferDatatype(string Name, bool IsWhole, double Least, double Most)
{
    private static readonly InferDatatype[] Numbers =
    [
        new("FP16", false, (double)Half.MinValue, (double)Half.MaxValue),
        new("FP32", false, float.MinValue, float.MaxValue),
        new("FP64", false, double.MinValue, double.MaxValue),
        new("INT8", true, sbyte.MinValue, sbyte.MaxValue),
        new("INT16", true, short.MinValue, short.MaxValue),
        new("INT32", true, int.MinValue, int.MaxValue),
        new("INT64", true, long.MinValue, long.MaxValue),
        new("UINT8", true, byte.MinValue, byte.MaxValue),
        new("UINT16", true, ushort.MinValue, ushort.MaxValue),
        new("UINT32", true, uint.MinValue, uint.MaxValue),
        new("UINT64", true, ulong.MinValue, ulong.MaxValue),
    ];

    /// <summary>The number type of that name, or a sentence with those that there are.</summary>
    public static Outcome<InferDatatype> Find(string name) => Array.Find(Numbers, number => number.Name == name) is { } found
        ? Outcome<InferDatatype>.Good(found)
        : Outcome<InferDatatype>.Bad(
            $"datatype \"{name}\" is not one that models here take: {string.Join(", ", Numbers.Select(number => number.Name))}.");

    /// <summary>The first value that this type cannot hold, or null.</summary>
    public double? Misfit(double[] values)
    {
        foreach (var value in values)
            if (value < Least || value > Most || (IsWhole && value != Math.Truncate(value)))
                return value;
        return null;
    }
}
