namespace ModelDeploy.ModelServer.Tests;

public sealed class CommonEndpointTests
{
    [Theory]
    [InlineData("/live", "live")]
    [InlineData("/ready", "ready")]
    [InlineData("/health/ping", "pong")]
    public async Task Probes_answer_in_a_word(string path, string expected)
    {
        await using var server = await RunningServer.StartAsync();
        Assert.Equal(expected, await server.Http.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_version_names_server_and_model()
    {
        await using var server = await RunningServer.StartAsync(SampleFiles.Forest);
        var body = (await server.GetAsync("/version")).Body;
        Assert.Equal(("iris", "2.0", "random-forest"), ((string?)body["model"], (string?)body["modelVersion"], (string?)body["kind"]));
        Assert.Matches(@"^\d+\.\d+\.\d+$", (string?)body["serverVersion"]);
    }

    [Fact]
    public async Task Metrics_count_requests_by_protocol_and_code_and_rows()
    {
        await using var server = await RunningServer.StartAsync();
        await server.PostAsync("/api/v1.0/predictions", """{"data":{"ndarray":[[5.1,3.5,1.4,0.2],[6.7,3.0,5.2,2.3]]}}""");
        await server.PostAsync("/api/v1.0/predictions", "{}");
        await server.PostAsync("/v2/models/iris/infer", """{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP64","data":[1,2,3,4]}]}""");

        var metrics = await server.Http.UntilMetricAsync("model_requests_total{protocol=\"open-inference\",code=\"200\"} 1");

        await server.Http.UntilMetricAsync("model_requests_total{protocol=\"seldon\",code=\"200\"} 1");
        await server.Http.UntilMetricAsync("model_requests_total{protocol=\"seldon\",code=\"400\"} 1");
        Assert.Contains("model_predictions_total 3\n", metrics);
    }
}
