namespace ModelDeploy.ModelServer.Training;

/// <summary>Keeps model files short, and equal on machines whose exp() differs in the last bit.</summary>
internal static class Rounding
{
    /// <summary>The values with six decimals.</summary>
    public static double[] Short(double[] values) => [.. values.Select(Short)];

    /// <summary>The value with six decimals.</summary>
    public static double Short(double value) => Math.Round(value, 6);
}
