using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Errands;

/// <summary>What people come for, in a real browser, with real models as real processes.</summary>
public sealed class ErrandTests(ChromiumBrowser browser, PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Fact]
    public async Task A_model_is_deployed_called_updated_stopped_started_rolled_back_and_deleted()
    {
        var visitor = await Visitor.SignInAsync(browser, portal);
        await ModelErrand.RunAsync(visitor);
    }

    [Fact]
    public async Task What_one_person_does_others_see_without_touching_anything()
    {
        var watcher = await Visitor.SignInAsync(browser, portal);
        await watcher.GoToAsync("/deployments");
        var actor = await Visitor.SignInAsync(browser, portal);

        await actor.DeployAsync("Seen by all", "seen-by-all", "modeldeploy/nothing:9");

        var cell = watcher.Page.GetByRole(AriaRole.Article, new() { Name = "Seen by all" });
        await Assertions.Expect(cell).ToContainTextAsync("Failed", new() { Timeout = 60_000 });
        await Assertions.Expect(cell).ToContainTextAsync("The image modeldeploy/nothing:9 does not exist.");
        await actor.SeeAsync("ImageNotFound");
        await actor.DeleteAsync("Seen by all");
        await Assertions.Expect(cell).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Every_error_comes_at_once_the_first_one_is_focused_and_nothing_is_lost()
    {
        var visitor = await Visitor.SignInAsync(browser, portal);
        await visitor.GoToAsync("/deployments/create");
        await visitor.Field("Replicas").FillAsync("0");
        await visitor.Field("Deployment ID").FillAsync("NOT VALID");
        await visitor.Field("Description").FillAsync("Kept");

        await visitor.Button("Deploy").ClickAsync();

        await visitor.SeeAsync("4 fields need your attention.");
        await Assertions.Expect(visitor.Field("Replicas")).ToBeFocusedAsync();
        await Assertions.Expect(visitor.Field("Replicas")).ToHaveAccessibleDescriptionAsync(new Regex("Replicas must be between 1 and 100"));
        await Assertions.Expect(visitor.Field("Deployment ID")).ToHaveValueAsync("NOT VALID");
        await Assertions.Expect(visitor.Field("Description")).ToHaveValueAsync("Kept");
    }

    [Fact]
    public async Task More_than_the_quota_comes_into_view_and_leads_to_the_field()
    {
        var visitor = await Visitor.SignInAsync(browser, portal);
        await visitor.GoToAsync("/deployments/create");
        await visitor.Field("Deployment Name").FillAsync("Too big");
        await visitor.Field("Model Image").FillAsync("modeldeploy/iris:1.0");
        await visitor.Field("Replicas").FillAsync("50");

        await visitor.Button("Deploy").ClickAsync();

        await Assertions.Expect(visitor.Page.Locator(".notice:focus")).ToBeInViewportAsync(new() { Ratio = 1 });
        await visitor.Button("Replicas").ClickAsync();
        await Assertions.Expect(visitor.Field("Replicas")).ToBeFocusedAsync();
        await Assertions.Expect(visitor.Field("Replicas")).ToHaveAccessibleDescriptionAsync(new Regex("Does not fit"));
    }

    [Fact]
    public async Task A_hostile_name_is_shown_and_never_executed()
    {
        const string Name = "<img src=x onerror=alert(1)>\u202Egnp.exe";
        var visitor = await Visitor.SignInAsync(browser, portal);
        await visitor.DeployAsync(Name, "hostile", "modeldeploy/nothing:9");
        await visitor.StatusAsync("Failed");

        await visitor.GoToAsync("/deployments");
        await visitor.SeeAsync("<img src=x onerror=alert(1)>");
        await visitor.GoToAsync("/deployments/hostile");
        await visitor.SeeAsync("ImageNotFound");

        Assert.Empty(visitor.Complaints);
        await visitor.DeleteAsync(Name);
    }

    [Fact]
    public async Task An_unknown_deployment_is_not_found()
    {
        using var client = await portal.SignedInAsync();

        using var answer = await client.GetAsync("/deployments/nobody-knows");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("/deployments")]
    [InlineData("/deployments/create")]
    [InlineData("/groups")]
    [InlineData("/instance-types")]
    [InlineData("/audit")]
    [InlineData("/system")]
    [InlineData("/shortcuts")]
    public async Task A_page_fits_a_narrow_window(string path)
    {
        var visitor = await Visitor.SignInAsync(browser, portal, width: 380);
        await visitor.GoToAsync(path);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Main).GetByText("Loading")).ToHaveCountAsync(0);

        Assert.Equal(0, await visitor.OverflowAsync());
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Model_deployment_is_switched_off_and_on_for_a_group()
    {
        var visitor = await Visitor.SignInAsync(browser, portal);
        await visitor.GoToAsync("/groups");
        await visitor.Button("Create Group").ClickAsync();
        await visitor.Field("Name").FillAsync("research");
        await visitor.Field("Display Name").FillAsync("Research");
        await visitor.ButtonInDialog("Create").ClickAsync();
        var toggle = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Research", Exact = true }).GetByRole(AriaRole.Switch, new() { Name = "Model Deployment" });
        await Assertions.Expect(toggle).Not.ToBeCheckedAsync();

        await toggle.CheckAsync();
        await visitor.GoToAsync("/deployments/create");
        await visitor.Field("Group").SelectOptionAsync("Research");

        await visitor.GoToAsync("/groups");
        await toggle.UncheckAsync();
        await visitor.GoToAsync("/deployments/create");
        await Assertions.Expect(visitor.Field("Group").GetByText("Research")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Single_keys_lead_through_the_portal_until_they_are_switched_off()
    {
        var visitor = await Visitor.SignInAsync(browser, portal);
        var keyboard = visitor.Page.Keyboard;
        await keyboard.PressAsync("g");
        await keyboard.PressAsync("s");
        await Circuits.AtAsync(visitor.Page, "/system");
        await visitor.SeeAsync("SQLite, for one machine");

        await keyboard.PressAsync("?");
        await Circuits.AtAsync(visitor.Page, "/shortcuts");
        var setting = visitor.Page.GetByRole(AriaRole.Switch, new() { Name = "Single-key shortcuts" });
        await setting.ClickAsync();
        await Assertions.Expect(setting).Not.ToBeCheckedAsync();
        await visitor.Page.Locator("h1").ClickAsync();
        await keyboard.PressAsync("c");
        await setting.ClickAsync();
        await Assertions.Expect(setting).ToBeCheckedAsync();
        await visitor.Page.Locator("h1").ClickAsync();
        await keyboard.PressAsync("g");
        await keyboard.PressAsync("d");
        await Circuits.AtAsync(visitor.Page, "/deployments");

        await visitor.DeployAsync("To be found", "to-be-found", "modeldeploy/nothing:9");
        await visitor.GoToAsync("/deployments");
        await visitor.SeeAsync("To be found");
        var search = visitor.Page.GetByRole(AriaRole.Searchbox);
        await keyboard.PressAsync("/");
        await Assertions.Expect(search).ToBeFocusedAsync();
        await keyboard.TypeAsync("c?");
        await Assertions.Expect(search).ToHaveValueAsync("c?");
        Assert.Empty(visitor.Complaints);
    }
}
