using ModelDeploy.Portal.Components.Charts;

namespace ModelDeploy.Portal.Tests.Charts;

public sealed class ChartScaleTests
{
    [Theory]
    [InlineData(0, "0 0.25 0.5 0.75 1")]
    [InlineData(1, "0 0.25 0.5 0.75 1")]
    [InlineData(1.1, "0 0.5 1 1.5")]
    [InlineData(7, "0 2 4 6 8")]
    [InlineData(100, "0 25 50 75 100")]
    [InlineData(101, "0 50 100 150")]
    [InlineData(0.003, "0 0.001 0.002 0.003")]
    [InlineData(9_999, "0 2500 5000 7500 10000")]
    public void The_axis_ends_at_a_round_number_above_the_largest_value(double largest, string ticks)
    {
        var scale = ChartScale.For(largest);

        Assert.Equal(ticks, string.Join(' ', scale.Ticks.Select(ChartTicks)));
        Assert.True(scale.Top >= largest && scale.Top > 0);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("0", "M300 180h0.01")]
    [InlineData("0 5 10", "M0 180L300 90L600 0")]
    [InlineData("0 - 10", "M0 180h0.01M600 0h0.01")]
    [InlineData("- 0 20", "M300 180L600 0")]
    public void A_line_breaks_where_there_is_nothing(string values, string expected) =>
        Assert.Equal(expected, ChartShape.Path([.. values.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Value)], new ChartScale([0, 10])));

    private static string ChartTicks(double tick) => Math.Round(tick, 6).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static double? Value(string word) => word == "-" ? null : double.Parse(word, System.Globalization.CultureInfo.InvariantCulture);
}
