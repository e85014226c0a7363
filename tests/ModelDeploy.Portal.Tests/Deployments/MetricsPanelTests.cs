using ModelDeploy.Gateway.Counting;
using ModelDeploy.Portal.Components.Deployments.Detail.Metrics;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class MetricsPanelTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, "Last hour")]
    [InlineData("", "Last hour")]
    [InlineData("10m", "Last 10 minutes")]
    [InlineData("10y", "Last hour")]
    public void The_url_names_the_range(string? key, string label) => Assert.Equal(label, MetricsRange.Of(key).Label);

    [Fact]
    public void What_is_not_over_yet_is_left_out()
    {
        var history = new TrafficHistory([.. Enumerable.Range(0, 360).Select(span => new TrafficPoint { From = Start.AddSeconds(span * 10), Succeeded = span })]);

        var minutes = MetricsRange.Of("10m").Of(history);
        Assert.Equal((60, 299, 358), (minutes.Count, minutes[0].Succeeded, minutes[^1].Succeeded));
        var hour = MetricsRange.Of(null).Of(history);
        Assert.Equal((59, 353 + 354 + 355 + 356 + 357 + 358), (hour.Count, hour[^1].Succeeded));
        Assert.Equal(Start.AddSeconds(3530), hour[^1].From);
    }

    [Theory]
    [InlineData(-1, null, null)]
    [InlineData(0, null, null)]
    [InlineData(15, "09:15", "No requests since 09:15 UTC")]
    public void A_gateway_that_is_younger_than_the_shown_time_says_since_when_it_counts(int minutes, string? since, string? empty)
    {
        var counted = CountedSince.Within(Start.AddMinutes(minutes), [Start, Start.AddMinutes(30)]);

        Assert.Equal((since, empty), (counted?.ToString("HH:mm"), CountedSince.NoRequests(counted)));
    }

    [Fact]
    public void Lines_have_rates_and_durations()
    {
        long[] latencies = [.. Enumerable.Repeat(0L, 13)];
        latencies[3] = 100;
        TrafficPoint[] points =
        [
            new() { From = Start },
            new() { From = Start.AddSeconds(10), Succeeded = 60, Redirected = 10, ClientErrors = 20, ServerErrors = 10, Predictions = 50, Latencies = [.. latencies] },
        ];
        var step = TimeSpan.FromSeconds(10);

        Assert.Equal([10.0, 5.0], MetricsCharts.Rates(points, step).Select(line => line.Values[1]));
        Assert.Equal([7.0, 2.0, 1.0], MetricsCharts.Outcomes(points, step).Select(line => line.Values[1]));
        Assert.Equal([37.5, 48.75, 49.75], MetricsCharts.Latencies(points).Select(line => line.Values[1]));
        Assert.All(MetricsCharts.Latencies(points), line => Assert.Null(line.Values[0]));
    }

    [Theory]
    [InlineData(0, "0/s", "0 ms")]
    [InlineData(0.014, "0.01/s", "0.01 ms")]
    [InlineData(12.34, "12.3/s", "12.3 ms")]
    [InlineData(1234.4, "1,234/s", "1.23 s")]
    public void Numbers_have_the_digits_that_count(double number, string rate, string duration) =>
        Assert.Equal((rate, duration), (MetricsCharts.PerSecond(number), MetricsCharts.Duration(number)));
}
