using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Errands;

/// <summary>Somebody wants to know what a model does: in its log, in its numbers.</summary>
public sealed class WatchingTests(ChromiumBrowser browser, PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Fact]
    public async Task A_log_is_searched_filtered_and_taken_home_and_the_numbers_are_looked_at()
    {
        var visitor = await Visitor.SignInAsync(browser, portal);
        await visitor.DeployAsync("Watched", "watched", "modeldeploy/iris:1.0");
        await visitor.StatusAsync("Deployed");
        await CallAsync();

        await visitor.Tab("Logs").ClickAsync();
        await visitor.SeeAsync("Predicted setosa");
        await visitor.Field("Search lines").PressSequentiallyAsync("predicted SET");
        await Assertions.Expect(visitor.Page.Locator(".log-row mark").First).ToHaveTextAsync("Predicted set");
        await Assertions.Expect(visitor.Page.Locator(".log-row").Filter(new() { HasNotText = "Predicted" })).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Regex(@"[?&]search=predicted(%20|\+)SET"));
        await visitor.Field("Level").SelectOptionAsync("Errors");
        await visitor.SeeAsync("No line matches");
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(visitor.Field("Search lines")).ToHaveValueAsync("predicted SET");
        await Assertions.Expect(visitor.Field("Level")).ToHaveValueAsync("error");

        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        Assert.Contains("Predicted setosa", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);

        await visitor.Tab("Metrics").ClickAsync();
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Regex("watched[?]tab=metrics$"));
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Last 10 minutes" }).ClickAsync();
        var requests = visitor.Page.Locator(".metrics-facts div").Filter(new() { HasText = "Requests" }).Locator("dd");
        await Assertions.Expect(requests).Not.ToHaveTextAsync("0", new() { Timeout = 30_000 });
        await visitor.Page.GetByRole(AriaRole.Slider, new() { Name = "Requests per second: moment" }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Home");
        await Assertions.Expect(visitor.Page.Locator(".chart-tip").First).ToContainTextAsync("Requests 0/s");
        Assert.Empty(visitor.Complaints);
    }

    private async Task CallAsync()
    {
        using var client = portal.Visitor();
        using var answer = await client.PostAsJsonAsync(
            "/deployment/watched/api/v1.0/predictions", new { data = new { ndarray = new[] { new[] { 5.1, 3.5, 1.4, 0.2 } } } }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
