using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Errands;

/// <summary>The whole errand without a mouse: only keys are pressed, and what has the focus is found by its name.</summary>
public sealed class KeyboardErrandTests(ChromiumBrowser browser, PortalFactory portal) : IClassFixture<PortalFactory>
{
    private const int MostTabs = 80;

    // The accessible name of what has the focus, as far as these pages need it; and whether the focus can be seen.
    private const string Focused = """
        () => {
          const at = document.activeElement;
          const label = at.getAttribute('aria-label') ?? at.labels?.[0]?.firstElementChild?.textContent ?? at.labels?.[0]?.textContent ?? at.textContent;
          // A control that is drawn by its label shows the focus there.
          const shows = [at, ...(at.labels ?? [])].map(element => getComputedStyle(element));
          const isSeen = at === document.body || shows.some(style => style.outlineStyle !== 'none' || style.boxShadow !== 'none');
          return [label.trim().replace(/\s+/g, ' '), isSeen ? 'seen' : at.outerHTML.slice(0, 200)];
        }
        """;

    [Fact]
    public async Task A_model_is_deployed_stopped_and_deleted_by_keys_alone_and_the_focus_is_always_seen()
    {
        var visitor = await Visitor.SignInAsync(browser, portal);
        var keys = visitor.Page.Keyboard;
        await keys.PressAsync("c");
        await Circuits.AtAsync(visitor.Page, "/deployments/create");
        await Assertions.Expect(visitor.Field("Deployment Name")).ToBeVisibleAsync();
        await TabToAsync(visitor, "Deployment Name");
        await keys.TypeAsync("By keys");
        await TabToAsync(visitor, "Deployment ID");
        await keys.PressAsync("ControlOrMeta+a");
        await keys.TypeAsync("by-keys");
        await TabToAsync(visitor, "Model Image");
        await keys.TypeAsync("modeldeploy/iris:1.0");
        await keys.PressAsync("Enter");
        await Circuits.AtAsync(visitor.Page, "/deployments/by-keys");
        await visitor.StatusAsync("Deployed");

        await TabToAsync(visitor, "Information");
        await keys.PressAsync("ArrowRight");
        await keys.PressAsync("ArrowRight");
        await Assertions.Expect(visitor.Tab("Logs")).ToHaveAttributeAsync("aria-selected", "true");
        await visitor.SeeAsync("Listening on");

        await TabToAsync(visitor, "Stop");
        await keys.PressAsync("Enter");
        await visitor.StatusAsync("Stopped");
        await TabToAsync(visitor, "Delete");
        await keys.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Button("Delete")).ToBeFocusedAsync();
        await Assertions.Expect(visitor.Button("Delete")).ToBeEnabledAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
        await keys.TypeAsync("By keys");
        await keys.PressAsync("Enter");

        await Circuits.AtAsync(visitor.Page, "/deployments");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "By keys", Exact = true })).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }

    /// <summary>Presses Tab, round the page if need be, until what has this name has the focus; every stop on the way must be seen.</summary>
    private static async Task TabToAsync(Visitor visitor, string name)
    {
        var passed = new List<string>();
        for (var press = 0; press < MostTabs; press++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            var focused = await visitor.Page.EvaluateAsync<string[]>(Focused);
            Assert.True(focused[1] == "seen", $"The focus cannot be seen on {focused[1]}");
            if (Regex.IsMatch(focused[0], $@"^{Regex.Escape(name)}( \*)?$"))
                return;
            passed.Add(focused[0].Length > 40 ? focused[0][..40] : focused[0]);
        }
        Assert.Fail($"Tab never reaches {name}: {string.Join(" | ", passed)}");
    }
}
