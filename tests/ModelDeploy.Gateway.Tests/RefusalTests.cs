using System.Net;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Gateway.Tests;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("/deployment/nobody/v2", "nobody")]
    [InlineData("/deployment/Iris/v2", "Iris")]
    [InlineData("/deployment/nobody/metrics", "nobody")]
    public async Task An_unknown_deployment_is_not_found(string path, string id)
    {
        await using var gateway = await AGateway.BeforeAsync("http://127.0.0.1:1");
        using var answer = await gateway.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("DeploymentNotFound", await AGateway.ErrorCodeAsync(answer, id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/metrics")]
    [InlineData("/prometheus")]
    [InlineData("/pause")]
    public async Task A_path_that_is_not_served_never_reaches_the_model(string path)
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var answer = await gateway.Http.GetAsync("/deployment/iris" + path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("PathNotServed", await AGateway.ErrorCodeAsync(answer));
        Assert.Equal(0, model.Requests);
    }

    [Theory]
    [InlineData("/deployment/iris/v2/../metrics")]
    [InlineData("/deployment/iris/v2/%2e%2e/metrics")]
    [InlineData("/deployment/iris/v2/..%2fmetrics")]
    [InlineData("/deployment/other/../iris/metrics")]
    [InlineData("/deployment/other/../iris/v2")]
    [InlineData("/DEPLOYMENT/iris/v2")]
    public async Task A_path_that_means_another_one_never_reaches_the_model(string rawTarget)
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        var answer = await gateway.SendRawAsync($"GET {rawTarget} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 404 ", answer);
        Assert.Equal(0, model.Requests);
    }

    [Fact]
    public async Task A_private_deployment_wants_a_key()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.StartAsync();
        gateway.Knowing(Routed.Iris(model.Address).WithSpec(spec => spec with { Access = AccessType.Private }));
        gateway.Http.DefaultRequestHeaders.Authorization = new("Bearer", "guess");
        using var answer = await gateway.Http.GetAsync("/deployment/iris/v2");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("KeyRefused", await AGateway.ErrorCodeAsync(answer));
        Assert.NotEmpty(answer.Headers.WwwAuthenticate);
        Assert.Equal(0, model.Requests);
    }

    [Fact]
    public async Task A_stopped_deployment_says_so_and_when_to_come_back()
    {
        await using var gateway = await AGateway.StartAsync(limits => limits.RetryAfter = TimeSpan.FromSeconds(7));
        gateway.Knowing(Routed.Iris("http://127.0.0.1:1").Stopped());
        using var answer = await gateway.Http.GetAsync("/deployment/iris/v2");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("Stopped", await AGateway.ErrorCodeAsync(answer));
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_deployment_whose_replicas_all_went_is_unavailable()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.StartAsync();
        var iris = Routed.Iris(model.Address);
        gateway.Knowing(iris);
        Assert.Equal("hello", await gateway.Http.GetStringAsync("/deployment/iris/v2"));

        gateway.Knowing(iris.At());
        using var answer = await gateway.Http.GetAsync("/deployment/iris/v2");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("NothingReady", await AGateway.ErrorCodeAsync(answer));
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Before_the_deployments_are_read_nothing_is_called_unknown()
    {
        await using var gateway = await AGateway.StartAsync();
        using var answer = await gateway.Http.GetAsync("/deployment/iris/v2");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("Starting", await AGateway.ErrorCodeAsync(answer));
    }

    [Fact]
    public async Task A_request_is_not_reflected_by_TRACE()
    {
        await using var gateway = await AGateway.BeforeAsync("http://127.0.0.1:1");
        using var answer = await gateway.Http.SendAsync(new HttpRequestMessage(HttpMethod.Trace, "/deployment/iris/v2"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal("MethodNotServed", await AGateway.ErrorCodeAsync(answer));
    }

    [Fact]
    public async Task An_id_full_of_markup_comes_back_as_text()
    {
        await using var gateway = await AGateway.BeforeAsync("http://127.0.0.1:1");
        using var answer = await gateway.Http.GetAsync("/deployment/%3Cscript%3E%22/v2");
        Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync());
        Assert.Equal("DeploymentNotFound", await AGateway.ErrorCodeAsync(answer, "%3Cscript%3E%22"));
    }
}
