using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Portal.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace ModelDeploy.Portal.Tests.SignIn.OpenId;

/// <summary>A person in a browser, and a provider that others have written.</summary>
public sealed class OidcSignInTests(RealProvider provider, ChromiumBrowser chromium) : IClassFixture<RealProvider>
{
    [Fact]
    public async Task A_person_signs_in_sees_where_they_wanted_to_go_and_signs_out_of_both()
    {
        var page = await OpenAsync("/groups");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in at 127.0.0.1" }).ClickAsync();
        await PassProviderAsync(page, "ada");
        await Expect(page).ToHaveURLAsync($"{provider.Portal.Address}/groups");

        var account = await provider.Portal.Services.GetRequiredService<IIdentityStore>()
            .FindAccountAsync(new PersonKey(provider.Issuer, "ada"), TestContext.Current.CancellationToken);
        Assert.Equal(("ada of the provider", true), (account!.Name, account.IsSystemAdmin));

        // The address is there before the page is: a locator waits for its element.
        await page.Locator("form[action='/sign-out']").EvaluateAsync("form => form.submit()");
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, sign me out" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(ThePortalsSignIn());
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in at 127.0.0.1" }).ClickAsync();
        await Expect(page.Locator("input[name=login]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Somebody_who_cancels_is_told_so_and_stays_out()
    {
        var page = await OpenAsync("/deployments");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in at 127.0.0.1" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("cancelled");
        await page.GotoAsync($"{provider.Portal.Address}/deployments");
        await Expect(page).ToHaveURLAsync(ThePortalsSignIn());
    }

    [Fact]
    public async Task A_sign_out_at_the_provider_closes_the_open_page()
    {
        var page = await OpenAsync("/deployments");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in at 127.0.0.1" }).ClickAsync();
        await PassProviderAsync(page, "bob");
        await Expect(page).ToHaveURLAsync($"{provider.Portal.Address}/deployments");

        var other = await page.Context.NewPageAsync();
        await other.GotoAsync($"{provider.Issuer}/session/end");
        await other.GetByRole(AriaRole.Button, new() { Name = "Yes, sign me out" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(ThePortalsSignIn());
    }

    private async Task<IPage> OpenAsync(string path)
    {
        var portal = provider.Portal;
        var page = await chromium.NewPageAsync();
        await page.GotoAsync(portal.Address + path);
        return page;
    }

    private static async Task PassProviderAsync(IPage page, string login)
    {
        await page.Locator("input[name=login]").FillAsync(login);
        await page.Locator("input[name=password]").FillAsync("any");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign-in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
    }

    private Regex ThePortalsSignIn() => new($"^{Regex.Escape(provider.Portal.Address)}/sign-in");
}
