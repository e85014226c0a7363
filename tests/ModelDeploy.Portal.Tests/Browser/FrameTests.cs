using Microsoft.Playwright;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Browser;

public sealed class FrameTests(ChromiumBrowser browser, PortalFactory portal) : IClassFixture<PortalFactory>
{
    private const string BackgroundOfPage = "getComputedStyle(document.body).backgroundColor";

    [Fact]
    public async Task A_page_starts_without_breaking_its_own_policy()
    {
        var page = await browser.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        await SignInAsync(page);
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_theme_follows_the_system_until_somebody_chooses_and_then_stays(ColorScheme system)
    {
        var page = await browser.NewPageAsync(system);
        await SignInAsync(page);
        var followed = await page.EvaluateAsync<string>(BackgroundOfPage);
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        var chosen = await page.EvaluateAsync<string>(BackgroundOfPage);
        Assert.NotEqual(followed, chosen);

        await page.ReloadAsync();
        Assert.Equal(chosen, await page.EvaluateAsync<string>(BackgroundOfPage));
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        Assert.Equal(followed, await page.EvaluateAsync<string>(BackgroundOfPage));
        Assert.DoesNotContain(await page.Context.CookiesAsync(), cookie => cookie.Name == "theme");
    }

    [Fact]
    public async Task A_narrow_window_hides_the_navigation_behind_a_button()
    {
        var page = await browser.NewPageAsync(width: 380);
        await SignInAsync(page);
        var navigation = page.GetByRole(AriaRole.Navigation, new() { Name = "Main" });
        await Assertions.Expect(navigation).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Navigation" }).ClickAsync();
        await Assertions.Expect(navigation.GetByRole(AriaRole.Link, new() { Name = "Instance Types" })).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    [Fact]
    public async Task The_user_menu_signs_out()
    {
        var page = await browser.NewPageAsync();
        await SignInAsync(page);
        await page.GetByText("Administrator").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await page.GotoAsync($"{portal.Address}/groups");
        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);
    }

    [Fact]
    public async Task Signing_out_closes_the_pages_that_are_open_in_other_tabs()
    {
        var page = await browser.NewPageAsync();
        await SignInAsync(page);
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync($"{portal.Address}/groups");
        await Circuits.StartedAsync(other);
        await page.GetByText("Administrator").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Circuits.AtAsync(other, "/sign-in");
    }

    [Fact]
    public async Task A_session_that_ends_while_a_page_loads_leads_to_the_sign_in_page()
    {
        var page = await browser.NewPageAsync();
        await SignInAsync(page);
        await page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await page.Context.ClearCookiesAsync();
            await route.ContinueAsync(new() { Headers = route.Request.Headers.Where(header => header.Key != "cookie") });
        });

        await page.GotoAsync($"{portal.Address}/groups");

        await Circuits.AtAsync(page, "/sign-in");
    }

    [Fact]
    public async Task A_page_whose_first_connection_cannot_be_made_says_so_and_comes_alive_when_it_can()
    {
        var page = await browser.NewPageAsync();
        await SignInAsync(page);
        var refused = 0;
        await page.RouteAsync("**/_blazor/negotiate**", route => ++refused <= 3 ? route.FulfillAsync(new() { Status = 503 }) : route.ContinueAsync());

        await page.GotoAsync($"{portal.Address}/groups");
        await Assertions.Expect(page.GetByText("Connection lost")).ToBeVisibleAsync();

        await Circuits.StartedAsync(page);
        Assert.Equal(4, refused);
        await Assertions.Expect(page.GetByText("Connection lost")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_keyboard_can_skip_the_navigation()
    {
        var page = await browser.NewPageAsync();
        await SignInAsync(page);
        var skip = page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" });
        await skip.FocusAsync();
        await Assertions.Expect(skip).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#content")).ToBeFocusedAsync();
    }

    private async Task SignInAsync(IPage page)
    {
        await page.GotoAsync(await portal.IssueLinkAsync());
        await Circuits.StartedAsync(page);
    }
}
