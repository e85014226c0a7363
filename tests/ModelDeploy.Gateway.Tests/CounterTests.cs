using ModelDeploy.Gateway.Counting;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;

namespace ModelDeploy.Gateway.Tests;

public sealed class CounterTests
{
    [Fact]
    public async Task Every_request_to_a_deployment_counts_in_its_class()
    {
        await using var model = await AModel.ThatAsync(context =>
        {
            context.Response.StatusCode = int.Parse(context.Request.QueryString.Value![1..]);
            return Task.CompletedTask;
        });
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        foreach (var status in new[] { 200, 201, 302, 400, 404, 500 })
            (await gateway.Http.GetAsync($"/deployment/iris/v2?{status}")).Dispose();

        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { InFlight: 0 }, "all requests have ended");
        var counted = gateway.Counters.Of("iris")!;
        Assert.Equal((6, 2, 1, 2, 1), (counted.Requests, counted.Succeeded, counted.Redirected, counted.ClientErrors, counted.ServerErrors));
        Assert.Equal(6, counted.Latencies.Sum());
    }

    [Fact]
    public async Task Bytes_count_in_both_directions()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        (await gateway.Http.PostAsync("/deployment/iris/v2/x", new ByteArrayContent(new byte[1234]))).Dispose();
        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { BytesIn: 1234, BytesOut: 5 }, "the bytes are counted");
    }

    [Fact]
    public async Task Refusals_count_too()
    {
        await using var gateway = await AGateway.StartAsync();
        gateway.Knowing(Routed.Iris());
        (await gateway.Http.GetAsync("/deployment/iris/v2")).Dispose();
        await Eventually.TrueAsync(() => gateway.Counters.Of("iris") is { Requests: 1, ServerErrors: 1, InFlight: 0 }, "the refusal is counted");
    }

    [Fact]
    public async Task The_numbers_end_with_their_deployment()
    {
        await using var gateway = await AGateway.StartAsync();
        var iris = Routed.Iris();
        gateway.Knowing(iris);
        (await gateway.Http.GetAsync("/deployment/iris/v2")).Dispose();
        gateway.Knowing(iris with { Uid = Guid.NewGuid() });
        Assert.Equal(0, gateway.Counters.Of("iris")!.Requests);
        Assert.Null(gateway.Counters.Of("nobody"));
    }

    [Fact]
    public void A_duration_falls_into_the_first_bucket_that_holds_it()
    {
        var counters = new DeploymentCounters();
        foreach (var duration in new[] { TimeSpan.Zero, LatencyBuckets.Bounds[0], LatencyBuckets.Bounds[^1], TimeSpan.FromHours(1) })
        {
            counters.Begin();
            counters.End(new CountedRequest(GatewayService.Predictions, "GET", 200, duration, default));
        }
        var latencies = counters.Read().Latencies;
        Assert.Equal((2, 1, 1), (latencies[0], latencies[^2], latencies[^1]));
    }

    [Fact]
    public void Counting_from_many_threads_loses_nothing()
    {
        var counters = new DeploymentCounters();
        Parallel.For(0, 10_000, number =>
        {
            counters.Begin();
            counters.End(new CountedRequest(GatewayService.Predictions, "GET", number % 2 == 0 ? 200 : 502, TimeSpan.FromMilliseconds(1), DateTimeOffset.UnixEpoch)
            {
                BytesIn = 1,
                BytesOut = 2,
            });
        });
        var counted = counters.Read();
        Assert.Equal((10_000, 5_000, 5_000, 0), (counted.Requests, counted.Succeeded, counted.ServerErrors, counted.InFlight));
        Assert.Equal((10_000, 20_000), (counted.BytesIn, counted.BytesOut));
    }
}
