namespace ModelDeploy.Portal.Components.Charts;

/// <summary>The upward axis of a chart: over 0 and all values, between round numbers.</summary>
/// <param name="Ticks">Where it is marked, its two ends too; from the lowest to the highest.</param>
public sealed record ChartScale(IReadOnlyList<double> Ticks)
{
    private const int Steps = 4;

    /// <summary>The lower end of the axis: 0, or below where there are negative values.</summary>
    public double Bottom => Ticks[0];

    /// <summary>The upper end of the axis.</summary>
    public double Top => Ticks[^1];

    /// <summary>The scale for values between these; without any, from 0 to 1.</summary>
    public static ChartScale For(double largest, double smallest = 0)
    {
        var (above, below) = (Positive(largest), Positive(-smallest));
        var step = RoundUp(above + below > 0 ? (above + below) / Steps : 1.0 / Steps);
        var (up, down) = (TicksFor(above, step), TicksFor(below, step));
        up = up + down == 0 ? Steps : up;
        return new ChartScale([.. Enumerable.Range(-down, up + down + 1).Select(tick => tick * step)]);
    }

    private static double Positive(double value) => value > 0 && double.IsFinite(value) ? value : 0;

    private static int TicksFor(double value, double step) => (int)Math.Ceiling(value / step - 1e-9);

    // 1, 2, 2.5 or 5 times a power of ten.
    private static double RoundUp(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        double[] round = [1, 2, 2.5, 5, 10];
        return power * round.First(factor => factor >= step / power - 1e-9);
    }
}
