using Bunit;
using ModelDeploy.Core;
using ModelDeploy.Portal.Components.Charts;

namespace ModelDeploy.Portal.Tests.Charts;

public sealed class TimeChartTests : BunitContext
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    public TimeChartTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public void The_table_has_what_the_lines_show()
    {
        var chart = Show(new ChartLine("Requests", [1, null, 3], "tone-main"), new ChartLine("Errors", [0, 0, 1], "tone-bad"));

        Assert.Equal(["09:00:00 1 x 0 x", "09:01:00 – 0 x", "09:02:00 3 x 1 x"], chart.FindAll("tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent))));
        Assert.Equal(2, chart.FindAll(".chart-line").Count);
        Assert.Equal("09:02:00, Requests 3 x, Errors 1 x", chart.Find("[role=slider]").GetAttribute("aria-valuetext"));
    }

    [Fact]
    public void Without_any_value_it_says_so()
    {
        var chart = Show(new ChartLine("Requests", [null, 0, 0], "tone-main"));

        Assert.Equal("No requests in this time", chart.Find(".chart-empty").TextContent);
    }

    [Fact]
    public void It_can_be_drawn_without_moments()
    {
        var chart = Render<TimeChart>(parameters => parameters
            .Add(shown => shown.Title, "Nothing").Add(shown => shown.Moments, []).Add(shown => shown.Lines, []).Add(shown => shown.Format, value => $"{value}"));

        Assert.Empty(chart.FindAll("tbody tr"));
    }

    private IRenderedComponent<TimeChart> Show(params ChartLine[] lines) => Render<TimeChart>(parameters => parameters
        .Add(shown => shown.Title, "Requests per second")
        .Add(shown => shown.Moments, [Start, Start.AddMinutes(1), Start.AddMinutes(2)])
        .Add(shown => shown.Lines, lines.ToEquatableList())
        .Add(shown => shown.Format, value => $"{value} x"));
}
