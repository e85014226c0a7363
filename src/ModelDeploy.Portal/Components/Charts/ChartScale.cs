namespace ModelDeploy.Portal.Components.Charts;

/// <summary>The upward axis of a chart: from 0 to a round number above the largest value.</summary>
/// <param name="Top">The end of the axis, above 0.</param>
/// <param name="Ticks">Where it is marked, from 0 to <paramref name="Top"/>.</param>
public sealed record ChartScale(double Top, IReadOnlyList<double> Ticks)
{
    private const int Steps = 4;

    /// <summary>The scale for values up to this one; without any, up to 1.</summary>
    public static ChartScale For(double largest)
    {
        var step = RoundUp(largest > 0 && double.IsFinite(largest) ? largest / Steps : 1.0 / Steps);
        var count = Math.Max(1, (int)Math.Ceiling(largest / step - 1e-9));
        count = largest > 0 ? count : Steps;
        return new ChartScale(step * count, [.. Enumerable.Range(0, count + 1).Select(tick => tick * step)]);
    }

    // 1, 2, 2.5 or 5 times a power of ten.
    private static double RoundUp(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        double[] round = [1, 2, 2.5, 5, 10];
        return power * round.First(factor => factor >= step / power - 1e-9);
    }
}
