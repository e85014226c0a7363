using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Errands;

/// <summary>Finding out what was changed, and by how much.</summary>
public sealed class HistoryErrandTests(ChromiumBrowser browser, PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Fact]
    public async Task Two_revisions_are_compared_at_an_address_and_the_history_is_taken_home()
    {
        var visitor = await Visitor.SignInAsync(browser, portal);
        await visitor.DeployAsync("Much changed", "much-changed", "modeldeploy/nothing:1");
        await visitor.Page.Locator(".page-actions").GetByRole(AriaRole.Button, new() { Name = "Update", Exact = true }).ClickAsync();
        await visitor.Field("Model Image").FillAsync("modeldeploy/nothing:2");
        await visitor.Button("Update").ClickAsync();
        await Circuits.AtAsync(visitor.Page, "/deployments/much-changed");
        await visitor.Tab("History").ClickAsync();
        await visitor.SeeAsync("Model Image \u2068modeldeploy/nothing:1\u2069 → \u2068modeldeploy/nothing:2\u2069");

        await visitor.Page.GetByLabel("Compare revision 1").CheckAsync();
        await visitor.Page.GetByLabel("Compare revision 2").CheckAsync();
        await visitor.Button("Compare").ClickAsync();
        await visitor.SeeAsync("1 field differs.");
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Regex(@"\?tab=history&compare=1\.\.2$"));

        await visitor.GoToAsync("/deployments/much-changed?tab=history&compare=1..2");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Row).Filter(new() { HasText = "Model Image" })).ToContainTextAsync("modeldeploy/nothing:2");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Regex(@"\?tab=history$"));

        await visitor.Button("Roll back to revision 1").ClickAsync();
        await visitor.SeeAsync("Replaces every replica");
        await visitor.ButtonInDialog("Cancel").ClickAsync();

        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Export", Exact = true }).ClickAsync());
        Assert.Equal("much-changed-history.json", download.SuggestedFilename);
        Assert.Contains("nothing:2", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        Assert.Empty(visitor.Complaints);
    }
}
