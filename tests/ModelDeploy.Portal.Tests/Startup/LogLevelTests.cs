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
}
