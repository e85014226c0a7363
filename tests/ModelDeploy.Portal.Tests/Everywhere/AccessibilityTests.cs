using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Errands;

namespace ModelDeploy.Portal.Tests.Everywhere;

/// <summary>axe finds nothing on any page, in light and dark, wide and narrow: WCAG 2.2 A and AA, and its best practices.</summary>
public sealed class AccessibilityTests(ChromiumBrowser browser, FilledPortal filled) : IClassFixture<FilledPortal>
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 380)]
    [InlineData(ColorScheme.Dark, 380)]
    public async Task No_page_has_anything_that_axe_finds(ColorScheme scheme, int width)
    {
        var found = new List<string>();
        var stranger = await browser.NewPageAsync(scheme, width);
        await stranger.GotoAsync($"{filled.Portal.Address}/sign-in");
        found.AddRange(await FindAsync("sign-in", stranger));
        await stranger.GetByLabel("Login name").FillAsync(FilledPortal.Person);
        await stranger.GetByLabel("Password").FillAsync(FilledPortal.Password);
        await stranger.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Circuits.AtAsync(stranger, "/password");
        found.AddRange(await FindAsync("password", stranger));
        var visitor = await Visitor.SignInAsync(browser, filled.Portal, width, scheme);
        foreach (var (name, (path, press)) in EveryPage.All)
        {
            await visitor.GoToAsync(path, press);
            found.AddRange(await FindAsync(name, visitor.Page));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
        Assert.Empty(visitor.Complaints);
    }

    private static async Task<IEnumerable<string>> FindAsync(string name, IPage page) =>
        from violation in (await page.RunAxe(Rules)).Violations
        from node in violation.Nodes
        select $"{name}: {violation.Id}: {node.Html}: {string.Join(' ', node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}";
}
