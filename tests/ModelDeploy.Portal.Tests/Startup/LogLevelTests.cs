using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelDeploy.Portal.Setup;

namespace ModelDeploy.Portal.Tests.Startup;

public sealed class LogLevelTests
{
    [Theory]
    [InlineData("Serilog:MinimumLevel")]
    [InlineData("Serilog:MinimumLevel:Default")]
    public async Task Both_ways_to_name_the_level_work(string key)
    {
        await using var portal = new PortalFactory { Settings = new Dictionary<string, string> { [key] = "Debug" } };
        await portal.InitializeAsync();
        using var visitor = portal.Visitor();

        await visitor.GetStringAsync("/healthz");

        await TestKit.Eventually.TrueAsync(async () => (await portal.LogAsync()).Contains("GET /healthz answered 200", StringComparison.Ordinal), "the log has the request");
    }

    [Fact]
    public async Task To_be_asked_before_everything_is_ready_is_no_error()
    {
        await using var portal = new PortalFactory
        {
            Settings = new Dictionary<string, string> { ["Serilog:MinimumLevel:Default"] = "Debug" },
            Further = services => services.AddHealthChecks().AddCheck("slow", () => HealthCheckResult.Unhealthy("Not yet."), [HealthSetup.Ready]),
        };
        await portal.InitializeAsync();
        using var visitor = portal.Visitor();

        using var answer = await visitor.GetAsync("/readyz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("slow: Not yet.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await TestKit.Eventually.TrueAsync(async () => (await portal.LogAsync()).Contains("GET /readyz answered 503", StringComparison.Ordinal), "the log has the request");
        Assert.DoesNotContain("HealthCheck", await portal.LogAsync(), StringComparison.Ordinal);
    }
}
