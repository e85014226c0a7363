using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using ModelDeploy.Gateway.Tests.Support;

namespace ModelDeploy.Gateway.Tests;

public sealed class GatewaySetupTests
{
    [Fact]
    public async Task The_host_is_ready_once_the_routes_are_known()
    {
        await using var gateway = await AGateway.StartAsync(pipeline: app =>
            app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") }));
        using var before = await gateway.Http.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        gateway.Knowing();
        using var after = await gateway.Http.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task The_hosts_own_middleware_does_not_touch_the_data_path()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.StartAsync(pipeline: app => app.Use((context, next) =>
        {
            context.Response.Cookies.Append("session", "renewed");
            return next(context);
        }));
        gateway.Knowing(Routed.Iris(model.Address));
        using var answer = await gateway.Http.GetAsync("/deployment/iris/v2");
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("hello", await answer.Content.ReadAsStringAsync());
    }
}
