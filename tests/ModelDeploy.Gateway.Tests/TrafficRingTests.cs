using ModelDeploy.Gateway.Counting;

namespace ModelDeploy.Gateway.Tests;

public sealed class TrafficRingTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
    private readonly TrafficRing _ring = new();

    [Fact]
    public void Without_requests_there_is_an_hour_of_nothing()
    {
        var history = _ring.Read(Start.AddSeconds(5));

        Assert.Equal(360, history.Points.Count);
        Assert.Equal(Start, history.Points[^1].From);
        Assert.Equal(Start.AddMinutes(-60).AddSeconds(10), history.Points[0].From);
        Assert.All(history.Points, point => Assert.Equal((0, 0), (point.Requests, point.Latencies.Count)));
    }

    [Fact]
    public void A_request_counts_where_it_ended()
    {
        Count(0, 200);
        Count(9.99, 404);
        Count(10, 503);
        Count(10, 302, GatewayService.Metadata);
        Count(11, 200, GatewayService.Metadata);

        var points = _ring.Read(Start.AddSeconds(12)).Points;

        Assert.Equal((1, 0, 1, 0, 1), Of(points[^2]));
        Assert.Equal((1, 1, 0, 1, 0), Of(points[^1]));
        Assert.Equal(3, points[^1].Latencies.Sum());
    }

    [Fact]
    public void What_is_older_than_an_hour_is_gone_whether_overwritten_or_not()
    {
        Count(0, 200);
        Count(3600, 500);

        Assert.Equal(1, _ring.Read(Start.AddSeconds(3600)).Points.Sum(point => point.Requests));
        Assert.Equal(0, _ring.Read(Start.AddSeconds(7300)).Points.Sum(point => point.Requests));
    }

    [Fact]
    public void Where_the_clock_goes_back_nothing_is_lost()
    {
        Count(3605, 200);
        Count(5, 200);

        Assert.Equal(2, _ring.Read(Start.AddSeconds(3605)).Points[^1].Requests);
    }

    [Fact]
    public void Counting_from_many_threads_loses_nothing()
    {
        Parallel.For(0, 20_000, number => Count(number % 100, 200));

        Assert.Equal(20_000, _ring.Read(Start.AddSeconds(100)).Points.Sum(point => point.Requests));
    }

    [Fact]
    public void A_busy_hour_takes_58_kilobytes_and_a_ring_without_requests_nothing()
    {
        Count(0, 200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var ring = new TrafficRing();
        var idle = GC.GetAllocatedBytesForCurrentThread() - before;
        foreach (var span in Enumerable.Range(0, 360))
            ring.Count(new CountedRequest(GatewayService.Predictions, "POST", 200, TimeSpan.FromSeconds(1), Start.AddSeconds(span * 10)));

        Assert.InRange(idle, 0, 100);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 56_000, 59_000);
    }

    [Fact]
    public void A_part_of_the_ring_tells_only_its_own_spans_with_their_places()
    {
        Assert.Empty(_ring.Between(0, TrafficHistory.Length));
        foreach (var second in new[] { 5, 15, 16, 45, 3600 + 15 })
            Count(second, 200);
        var first = TrafficRing.NumberOf(Start);

        Assert.Equal([(0, 1L), (4, 1L)], _ring.Between(first, 360).Select(span => (span.Index, span.Bucket.Requests)));
        Assert.Equal([(1, 1L)], _ring.Between(first + 360, 2).Select(span => (span.Index, span.Bucket.Requests)));
        Assert.Equal(Start.AddSeconds(40), TrafficRing.BeginOf(first + 4));
    }

    [Fact]
    public void Longer_spans_add_up_and_leave_out_what_is_not_whole()
    {
        foreach (var second in Enumerable.Range(0, 100))
            Count(second, second % 2 == 0 ? 200 : 500);

        var minutes = _ring.Read(Start.AddSeconds(99)).InSpansOf(6);

        Assert.Equal(60, minutes.Count);
        Assert.Equal((Start.AddSeconds(40), 30, 30), (minutes[^1].From, minutes[^1].Succeeded, minutes[^1].ServerErrors));
        Assert.Equal((40, 60), (minutes[^2].Requests, minutes[^1].Latencies.Sum()));
        Assert.Equal(51, _ring.Read(Start).InSpansOf(7).Count);
    }

    [Theory]
    [InlineData(0.5, "", null)]
    [InlineData(0.5, "2:100", 17.5)]
    [InlineData(0.99, "2:100", 24.85)]
    [InlineData(0.5, "0:50 3:50", 5.0)]
    [InlineData(0.75, "0:50 3:50", 37.5)]
    [InlineData(0.99, "12:3", 30_000.0)]
    [InlineData(1.0, "0:1", 5.0)]
    public void Shares_of_durations_are_told_as_near_as_the_buckets_allow(double share, string counts, double? milliseconds)
    {
        var buckets = new long[LatencyBuckets.Bounds.Count + 1];
        foreach (var pair in counts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split(':')))
            buckets[int.Parse(pair[0])] = long.Parse(pair[1]);

        Assert.Equal(milliseconds, LatencyBuckets.Quantile(buckets, share)?.TotalMilliseconds);
    }

    [Theory]
    [InlineData("POST", "/api/v1.0/predictions", GatewayService.Predictions)]
    [InlineData("GET", "/api/v0.1/predictions", GatewayService.Predictions)]
    [InlineData("POST", "/api/v1.0/feedback", GatewayService.Feedback)]
    [InlineData("GET", "/api/v1.0/health/status", GatewayService.Status)]
    [InlineData("GET", "/api/v1.0/status/iris", GatewayService.Status)]
    [InlineData("GET", "/api/v1.0/metadata", GatewayService.Metadata)]
    [InlineData("GET", "/api/v1.0/doc/", GatewayService.Metadata)]
    [InlineData("GET", "/v2", GatewayService.Metadata)]
    [InlineData("GET", "/v2/health/ready", GatewayService.Status)]
    [InlineData("GET", "/v2/models/iris/ready", GatewayService.Status)]
    [InlineData("POST", "/v2/models/iris/infer", GatewayService.Predictions)]
    [InlineData("POST", "/v1/models/iris:predict", GatewayService.Predictions)]
    [InlineData("GET", "/v1/models", GatewayService.Metadata)]
    [InlineData("POST", "/v1/chat/completions", GatewayService.Predictions)]
    [InlineData("POST", "/invocations", GatewayService.Predictions)]
    [InlineData("GET", "/ping", GatewayService.Status)]
    [InlineData("GET", "/health", GatewayService.Status)]
    [InlineData("GET", "/version", GatewayService.Metadata)]
    public void Every_path_of_the_protocols_belongs_to_a_service(string method, string path, GatewayService expected) =>
        Assert.Equal(expected, GatewayServices.Of(method, path));

    [Fact]
    public void Statuses_and_methods_are_apart_until_there_are_too_many()
    {
        var series = new RequestSeries();
        foreach (var status in Enumerable.Range(200, 300))
            series.Count(new CountedRequest(GatewayService.Predictions, status % 2 == 0 ? "POST" : "BREW", status, TimeSpan.FromSeconds(1), Start));

        var samples = series.Read();

        Assert.InRange(samples.Count, 64, 64 + 5 * 4);
        Assert.Equal(300, samples.Sum(sample => sample.Buckets.Sum()));
        Assert.Equal(TimeSpan.FromSeconds(300), samples.Aggregate(TimeSpan.Zero, (sum, sample) => sum + sample.Sum));
        Assert.Contains(samples, sample => sample is { Method: "POST", Code: "200" });
        Assert.Contains(samples, sample => sample is { Method: "other", Code: "201" });
        Assert.Contains(samples, sample => sample is { Method: "any", Code: "4xx" });
    }

    private static (long, long, long, long, long) Of(TrafficPoint point) =>
        (point.Succeeded, point.Redirected, point.ClientErrors, point.ServerErrors, point.Predictions);

    private void Count(double second, int status, GatewayService service = GatewayService.Predictions) =>
        _ring.Count(new CountedRequest(service, "POST", status, TimeSpan.FromMilliseconds(20), Start.AddSeconds(second)));
}
