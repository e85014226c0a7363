using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Errands;

/// <summary>A model whose every answer attacks the person who opens it, deployed and opened by a signed-in administrator.</summary>
public sealed class HostileModelTests(ChromiumBrowser browser) : IAsyncLifetime
{
    private const string Image = "tests/hostile:1.0";
    private static readonly Viewer Admin = new(new PersonKey(PersonKey.LocalIssuer, "admin"), "Administrator", IsSystemAdmin: true);

    private readonly PortalFactory _portal = new() { Settings = Catalog() };

    public ValueTask InitializeAsync()
    {
        if (Programs.Find("node") is null)
            Assert.Skip("There is no node on the PATH; the model is written for it.");
        return _portal.InitializeAsync();
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Any_executable_can_be_listed_deployed_and_called()
    {
        var visitor = await Visitor.SignInAsync(browser, _portal);

        await visitor.DeployAsync("Any program", "any-program", Image);
        await visitor.StatusAsync("Deployed");

        var seen = await AskModelAsync("any-program");
        Assert.Equal(["/api/v1.0/predictions"], Texts(seen.GetProperty("paths")));
    }

    [Theory]
    [InlineData("ping")]
    [InlineData("api/v1.0/predictions")]
    public async Task A_hostile_model_opened_by_an_administrator_achieves_nothing(string path)
    {
        var visitor = await Visitor.SignInAsync(browser, _portal);
        await visitor.DeployAsync("Hostile", "hostile", Image);
        await visitor.StatusAsync("Deployed");
        var cookies = await CookiesAsync(visitor.Page);

        var victim = await visitor.Page.Context.NewPageAsync();
        var answered = new ConcurrentQueue<string>();
        victim.Context.Response += (_, answer) =>
        {
            if (answer.Frame.Page == victim)
                answered.Enqueue(answer.Url);
        };
        var opened = $"{_portal.Address}/deployment/hostile/{path}";
        await victim.GotoAsync(opened);
        await victim.GetByRole(AriaRole.Button, new() { Name = "Win a prize" }).ClickAsync();
        await victim.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.Equal([opened], answered);
        Assert.Equal(opened, victim.Url);
        Assert.Equal("Nothing ran", await victim.TitleAsync());
        Assert.Equal(cookies, await CookiesAsync(victim));
        await visitor.GoToAsync("/groups");
        Assert.Equal($"{_portal.Address}/groups", visitor.Page.Url);
        Assert.Equal(0, await visitor.Page.EvaluateAsync<int>("navigator.serviceWorker.getRegistrations().then((found) => found.length)"));
        Assert.Equal(0, (await AskModelAsync("hostile")).GetProperty("cookies").GetInt32());
    }

    [Fact]
    public async Task The_same_model_without_the_gateway_does_its_harm()
    {
        var visitor = await Visitor.SignInAsync(browser, _portal);
        await visitor.DeployAsync("Hostile", "hostile", Image);
        await visitor.StatusAsync("Deployed");
        var replica = Assert.Single(_portal.Services.GetRequiredService<DeploymentFeed>().Find(Admin, "hostile")!.Status.Replicas);

        var victim = await browser.NewPageAsync();
        await victim.GotoAsync(replica.Address!, new() { WaitUntil = WaitUntilState.Commit });

        string[] harm = ["/deployments", "/stolen", "/sign-out"];
        await Eventually.TrueAsync(
            async () => harm.All(Texts((await AskModelAsync("hostile")).GetProperty("paths")).Contains), "the attack reaches where it wants to");
    }

    private static Dictionary<string, string> Catalog() => new()
    {
        [$"ModelDeploy:Local:Images:{Image}:Command:0"] = Programs.Find("node") ?? "node",
        [$"ModelDeploy:Local:Images:{Image}:Command:1"] = Path.Combine(AppContext.BaseDirectory, "Errands", "hostile-model.js"),
    };

    /// <summary>What the model has seen so far, asked through the gateway by somebody with a cookie.</summary>
    private async Task<JsonElement> AskModelAsync(string id)
    {
        using var client = await _portal.SignedInAsync();
        using var answer = await client.PostAsJsonAsync($"/deployment/{id}/api/v1.0/predictions", new { });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<IEnumerable<string>> CookiesAsync(IPage page) =>
        (await page.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}").Order(StringComparer.Ordinal).ToList();

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(text => text.GetString()!);
}
