using ModelDeploy.Gateway.Routing;

namespace ModelDeploy.Gateway.Tests;

public sealed class ModelTargetTests
{
    [Theory]
    [InlineData("/api/v1.0/predictions")]
    [InlineData("/api/v1.0/feedback")]
    [InlineData("/api/v1.0/health/status")]
    [InlineData("/api/v0.1/predictions")]
    [InlineData("/v2")]
    [InlineData("/v2/")]
    [InlineData("/v2/models/m/versions/1/infer")]
    [InlineData("/v1/models")]
    [InlineData("/v1/models/m:predict")]
    [InlineData("/v1/models/m%3Apredict")]
    [InlineData("/v2/models/my%20model/ready")]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/completions")]
    [InlineData("/v1/embeddings")]
    [InlineData("/invocations")]
    [InlineData("/ping")]
    [InlineData("/version")]
    [InlineData("/health")]
    public void Served_paths_reach_the_model_as_they_were_written(string path)
    {
        Assert.True(ModelTarget.TryParse("/deployment/iris" + path, "", out var target));
        Assert.Equal(new ModelTarget("iris", path, ""), target);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/metrics")]
    [InlineData("/prometheus")]
    [InlineData("/pause")]
    [InlineData("/predict")]
    [InlineData("/api")]
    [InlineData("/api/v1.0")]
    [InlineData("/api/v1.1/predictions")]
    [InlineData("/API/v1.0/predictions")]
    [InlineData("/V2/health/live")]
    [InlineData("/v2x")]
    [InlineData("/v1/modelsx")]
    [InlineData("/v1")]
    [InlineData("/v1/chat/completions/")]
    [InlineData("/ping/")]
    [InlineData("/health/status")]
    [InlineData("//v2")]
    public void Every_other_path_is_refused(string path) => AssertRefused("/deployment/iris" + path);

    [Theory]
    [InlineData("/v2/../metrics")]
    [InlineData("/v2/..")]
    [InlineData("/v2/.")]
    [InlineData("/v2/./../metrics")]
    [InlineData("/v2/%2e%2e/metrics")]
    [InlineData("/v2/.%2E/metrics")]
    [InlineData("/v2/%2e%2e%2fmetrics")]
    [InlineData("/v2/..%2Fmetrics")]
    [InlineData("/v2/..%5Cmetrics")]
    [InlineData("/v2/..\\metrics")]
    [InlineData("/v2/%252e%252e/metrics")]
    [InlineData("/v2/..%252fmetrics")]
    [InlineData("/v2/..;/metrics")]
    [InlineData("/v1/models/..%3f")]
    [InlineData("/v2/..%20/metrics")]
    [InlineData("/v2/.;a=b/metrics")]
    [InlineData("/v2//metrics")]
    [InlineData("/v2/%00")]
    [InlineData("/v2/a%0d%0ab")]
    [InlineData("/v2/%7f")]
    [InlineData("/v2/100%")]
    [InlineData("/v2/%4")]
    [InlineData("/v2/%zz")]
    [InlineData("/v2/a#b")]
    [InlineData("/v2/a b")]
    [InlineData("/v2/\u00e9")]
    [InlineData("/%76%32/models")]
    [InlineData("/api/v1%2e0/predictions")]
    public void What_a_server_could_resolve_to_another_path_is_refused(string path) => AssertRefused("/deployment/iris" + path);

    [Theory]
    [InlineData("/Deployment/iris/v2")]
    [InlineData("/deployments/iris/v2")]
    [InlineData("/x/../deployment/iris/v2")]
    [InlineData("/deployment//v2")]
    [InlineData("deployment/iris/v2")]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("http://host")]
    public void A_target_that_is_not_below_the_root_is_refused(string rawTarget) => AssertRefused(rawTarget);

    [Fact]
    public void The_query_is_kept_as_it_was_written()
    {
        Assert.True(ModelTarget.TryParse("/deployment/iris/v2?a=%2e%2e/&b=?c", "", out var target));
        Assert.Equal(new ModelTarget("iris", "/v2", "?a=%2e%2e/&b=?c"), target);
    }

    [Theory]
    [InlineData("?a b")]
    [InlineData("?a\r\nHost: x")]
    [InlineData("?\u00e9")]
    [InlineData("?a#b")]
    public void A_query_with_characters_that_no_query_has_is_refused(string query) => AssertRefused("/deployment/iris/v2" + query);

    [Fact]
    public void The_absolute_form_is_read_like_the_origin_form()
    {
        Assert.True(ModelTarget.TryParse("http://portal:5080/deployment/iris/v2?x", "", out var target));
        Assert.Equal(new ModelTarget("iris", "/v2", "?x"), target);
    }

    [Fact]
    public void What_the_host_is_mounted_under_does_not_reach_the_model()
    {
        Assert.True(ModelTarget.TryParse("/ml/deployment/iris/v2", "/ml", out var target));
        Assert.Equal(new ModelTarget("iris", "/v2", ""), target);
        Assert.False(ModelTarget.TryParse("/deployment/iris/v2", "/ml", out _));
    }

    private static void AssertRefused(string rawTarget) => Assert.False(ModelTarget.TryParse(rawTarget, "", out _));
}
