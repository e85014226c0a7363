using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Errands;
using ModelDeploy.Portal.Tests.SignIn.Passwords;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.People;

/// <summary>An administrator lets people in, and keeps them out again.</summary>
public sealed class PeopleErrandTests(ChromiumBrowser browser) : IAsyncLifetime
{
    private const string Own = PasswordVisitor.OwnPassword;

    private readonly PortalFactory _portal = new();

    public ValueTask InitializeAsync() => _portal.InitializeAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Somebody_is_added_signs_in_has_to_change_the_password_and_sees_the_deployments()
    {
        var admin = await Visitor.SignInAsync(browser, _portal);
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "People", Exact = true }).ClickAsync();
        await admin.Button("Add the first person").ClickAsync();
        await admin.Field("Login name").FillAsync("Grace");
        await admin.Field("Name").FillAsync("Grace Hopper");
        await admin.ButtonInDialog("Add Person").ClickAsync();
        await admin.SeeAsync("it is kept nowhere");
        var password = await admin.Page.Locator(".secret-once code").InnerTextAsync();
        await Assertions.Expect(admin.Page.Locator(".secret-once code")).ToBeFocusedAsync();
        await admin.ButtonInDialog("Done").ClickAsync();
        var row = admin.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Grace Hopper" });
        await Assertions.Expect(row).ToContainTextAsync("Password to be changed");
        await Assertions.Expect(row).ToContainTextAsync("Never");
        Assert.DoesNotContain(password, await admin.Page.ContentAsync(), StringComparison.Ordinal);

        await admin.Page.Locator(".user-menu summary").ClickAsync();
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Link, new() { Name = "Change password" })).ToHaveCountAsync(0);
        await admin.Button("Sign out").ClickAsync();
        await Circuits.AtAsync(admin.Page, "/sign-in");
        await SignInAsync(admin.Page, "grace", "not this one at all");
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("do not belong together");
        await SignInAsync(admin.Page, "grace", password);
        await Circuits.AtAsync(admin.Page, "/password");
        await ChangeAsync(admin.Page, password, Own);

        await Circuits.AtAsync(admin.Page, "/deployments");
        await Circuits.StartedAsync(admin.Page);
        await Assertions.Expect(admin.Page.Locator(".user-menu summary")).ToContainTextAsync("Grace Hopper");
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Link, new() { Name = "People", Exact = true })).ToHaveCountAsync(0);
        await admin.GoToAsync("/people");
        await admin.SeeAsync("Only system administrators see this page");
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task Somebody_who_is_disabled_is_led_out_of_an_open_page_and_comes_back_when_enabled()
    {
        await PasswordVisitor.AddAsync(_portal, "grace");
        using (await PasswordVisitor.SettledAsync(_portal, "grace"))
        {
        }
        var grace = await browser.NewPageAsync();
        await grace.GotoAsync($"{_portal.Address}/sign-in");
        await SignInAsync(grace, "grace", Own);
        await Circuits.StartedAsync(grace);

        var admin = await Visitor.SignInAsync(browser, _portal);
        await admin.GoToAsync("/people");
        await admin.Button("Disable Name of grace").ClickAsync();
        await admin.ButtonInDialog("Disable").ClickAsync();
        await admin.SeeAsync("Disabled");

        await Circuits.AtAsync(grace, "/sign-in");
        await SignInAsync(grace, "grace", Own);
        await Assertions.Expect(grace.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await admin.Button("Enable Name of grace").ClickAsync();
        await Assertions.Expect(admin.Button("Disable Name of grace")).ToBeVisibleAsync();
        await SignInAsync(grace, "grace", Own);
        await Circuits.AtAsync(grace, "/deployments");
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task An_administrator_edits_resets_and_deletes_somebody_and_not_themselves()
    {
        await PasswordVisitor.AddAsync(_portal, "root", admin: true);
        using (await PasswordVisitor.SettledAsync(_portal, "root"))
        {
        }
        await PasswordVisitor.AddAsync(_portal, "grace");
        var page = await browser.NewPageAsync();
        var root = new Visitor(page, _portal);
        await page.GotoAsync($"{_portal.Address}/sign-in?returnUrl=/people");
        await SignInAsync(page, "root", Own);
        await Circuits.AtAsync(page, "/people");
        await Circuits.StartedAsync(page);
        await Assertions.Expect(root.Button("Edit Name of root")).ToBeVisibleAsync();
        await Assertions.Expect(root.Button("Delete Name of root")).ToHaveCountAsync(0);

        await root.Button("Edit Name of grace").ClickAsync();
        await root.Field("Name").FillAsync("");
        await root.ButtonInDialog("Save").ClickAsync();
        await root.SeeAsync("A name of 1 to 100 characters");
        await root.Field("Name").FillAsync("Grace H.");
        await root.Page.GetByLabel("System administrator").CheckAsync();
        await root.ButtonInDialog("Save").ClickAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Grace H." });
        await Assertions.Expect(row).ToContainTextAsync("System administrator");

        await root.Button("Reset password of Grace H.").ClickAsync();
        await root.Field("New password").FillAsync("short");
        await root.ButtonInDialog("Reset password").ClickAsync();
        await root.SeeAsync("A password has 12 to 128 characters");
        await root.Field("New password").FillAsync("eleven eager eels");
        await root.ButtonInDialog("Reset password").ClickAsync();
        await Assertions.Expect(page.Locator(".secret-once code")).ToHaveTextAsync("eleven eager eels");
        await root.ButtonInDialog("Done").ClickAsync();
        Assert.NotNull(await _portal.Services.GetRequiredService<PasswordSignIn>().TryAsync("grace", "eleven eager eels", TestContext.Current.CancellationToken));

        await root.Button("Delete Grace H.").ClickAsync();
        await root.ButtonInDialog("Delete").ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        Assert.Single(await _portal.Services.GetRequiredService<LocalAccounts>().ListAsync(PasswordVisitor.Admin, TestContext.Current.CancellationToken));

        await page.Locator(".user-menu summary").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Change password" }).ClickAsync();
        await Circuits.AtAsync(page, "/password");
        await ChangeAsync(page, Own, "ten tired tortoises");
        await Circuits.AtAsync(page, "/deployments");
    }

    private static async Task SignInAsync(IPage page, string login, string password)
    {
        await page.GetByLabel("Login name", new() { Exact = true }).FillAsync(login);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    private static async Task ChangeAsync(IPage page, string current, string wanted)
    {
        await page.GetByLabel("Current password", new() { Exact = true }).FillAsync(current);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(wanted);
        await page.GetByLabel("New password again", new() { Exact = true }).FillAsync(wanted);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password", Exact = true }).ClickAsync();
    }
}
