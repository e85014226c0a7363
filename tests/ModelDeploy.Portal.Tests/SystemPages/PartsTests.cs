using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Operations;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.SystemPages;

/// <summary>What a real portal's parts say.</summary>
public sealed class PartsTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Fact]
    public async Task The_portal_has_run_since_its_process_began_not_since_somebody_first_asked()
    {
        var facts = await FactsOfAsync("Portal");
        using var process = Process.GetCurrentProcess();

        var since = DateTimeOffset.ParseExact(facts["Started"].Split(',')[0], "u", CultureInfo.InvariantCulture);

        Assert.Equal(process.StartTime.ToUniversalTime(), since.UtcDateTime, TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task Parts_speak_the_language_of_whoever_asks()
    {
        using var _ = new Reader("de");

        Assert.Equal(["Version", "Läuft auf", "Rechner", "Gestartet", "Arbeitsspeicher"], (await FactsOfAsync("Portal")).Keys);
        Assert.Equal(["Audit", "Controller", "Gateway", "Speicher"], (await FactsOfAsync("Zustand")).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Passes_that_fail_are_told_by_health_and_leave_the_portal_ready()
    {
        using var _ = new Reader("en");
        using var visitor = portal.CreateClient();
        await Eventually.TrueAsync(async () => (await visitor.GetAsync("/readyz")).IsSuccessStatusCode, "the portal is ready");
        Assert.Equal("Works", (await FactsOfAsync("Health"))["Controller"]);
        var outages = portal.Services.GetRequiredService<Outages>();

        outages.Tell(OutageOf.Passes, new Outage(OutageOf.Passes, DateTimeOffset.UtcNow, "It may not patch statuses."));
        var told = (await FactsOfAsync("Health"))["Controller"];
        using var ready = await visitor.GetAsync("/readyz");
        outages.Tell(OutageOf.Passes, null);

        Assert.StartsWith("Its passes fail", told, StringComparison.Ordinal);
        Assert.True(ready.IsSuccessStatusCode);
        Assert.Contains("controller: It may not patch statuses.", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("Works", (await FactsOfAsync("Health"))["Controller"]);
    }

    private async Task<Dictionary<string, string>> FactsOfAsync(string part)
    {
        var parts = await portal.Services.GetRequiredService<SystemReader>().ReadAsync(Viewer.System, TestContext.Current.CancellationToken);
        return parts!.Single(found => found.Name == part).Facts.ToDictionary(fact => fact.Name, fact => fact.Value);
    }
}
