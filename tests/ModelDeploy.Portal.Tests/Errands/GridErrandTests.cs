using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Errands;

/// <summary>What people do on the Deployments page with several of them, in a real browser.</summary>
public sealed class GridErrandTests(ChromiumBrowser browser) : IAsyncLifetime
{
    private const int Count = 12;

    private readonly Crowd _crowd = new();
    private PortalFactory _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = new PortalFactory { Further = _crowd.MoveIn };
        await _portal.InitializeAsync();
        await _crowd.GrowAsync(Count, _portal.Services.GetRequiredService<FirstLooks>(), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData("cards")]
    [InlineData("table")]
    public async Task Two_are_stopped_at_once_with_the_keyboard_alone(string view)
    {
        var visitor = await Visitor.SignInAsync(browser, _portal);
        await visitor.GoToAsync($"/deployments?view={view}&sort=name");
        await TickAsync(visitor, "Model 00000");
        await TickAsync(visitor, "Model 00005");

        await visitor.Button("Stop 2 selected").PressAsync("Enter");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Stop 2 deployments?" })).ToBeVisibleAsync();
        await visitor.ButtonInDialog("Stop").PressAsync("Enter");
        await visitor.SeeAsync("Stop accepted for 2 of 2 deployments.");
        await visitor.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Button("Clear")).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Button("Start Model 00005")).ToBeVisibleAsync();
        Assert.Equal([Crowd.IdOf(0), Crowd.IdOf(5)], await StoppedAsync(DeploymentPhase.Deployed));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task The_browser_remembers_the_table_and_its_columns_and_the_address_wins()
    {
        var visitor = await Visitor.SignInAsync(browser, _portal);
        await visitor.GoToAsync("/deployments");
        await visitor.Button("Table").ClickAsync();
        var heads = visitor.Page.GetByRole(AriaRole.Columnheader);
        await Assertions.Expect(heads.Filter(new() { HasText = "Replicas" })).ToHaveCountAsync(1);
        await visitor.Page.GetByText("Columns", new() { Exact = true }).ClickAsync();
        await visitor.Field("Replicas").UncheckAsync();
        await Assertions.Expect(heads.Filter(new() { HasText = "Replicas" })).ToHaveCountAsync(0);

        await visitor.GoToAsync("/deployments");
        await Assertions.Expect(heads.Filter(new() { HasText = "Model Image" })).ToHaveCountAsync(1);
        await Assertions.Expect(heads.Filter(new() { HasText = "Replicas" })).ToHaveCountAsync(0);

        await visitor.GoToAsync("/deployments?view=cards");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Article)).ToHaveCountAsync(Count);
    }

    [Theory]
    [InlineData("cards", 1280)]
    [InlineData("cards", 380)]
    [InlineData("table", 1280)]
    [InlineData("table", 380)]
    public async Task The_page_fits_its_window_and_rows_are_as_high_as_promised(string view, int width)
    {
        await _crowd.ShowAsync(Crowd.IdOf(0), DeploymentPhase.Failed, _portal.Services.GetRequiredService<FirstLooks>(), TestContext.Current.CancellationToken);
        var visitor = await Visitor.SignInAsync(browser, _portal, width);
        await visitor.GoToAsync($"/deployments?view={view}&sort=status");
        await visitor.SeeAsync("Model 00000");

        Assert.Equal(0, await visitor.OverflowAsync());
        var heights = await visitor.Page.EvaluateAsync<double[]>("[...document.querySelectorAll('tbody tr[aria-rowindex]')].map(row => row.getBoundingClientRect().height)");
        Assert.Equal(view == "table", heights.Length > 0);
        Assert.All(heights, height => Assert.Equal(60, height, 0.5));
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(380)]
    public async Task The_columns_to_choose_are_all_in_sight(int width)
    {
        var visitor = await Visitor.SignInAsync(browser, _portal, width);
        await visitor.GoToAsync("/deployments?view=table");
        await visitor.Page.GetByText("Columns", new() { Exact = true }).ClickAsync();

        var panel = (await visitor.Page.GetByRole(AriaRole.Group, new() { Name = "Columns to show" }).BoundingBoxAsync())!;

        Assert.InRange(panel.X, 0, width);
        Assert.InRange(panel.X + panel.Width, 0, width);
    }

    // Focus and a key, as somebody does who has no mouse.
    private static async Task TickAsync(Visitor visitor, string name)
    {
        await visitor.Field($"Select {name}").PressAsync("Space");
        await Assertions.Expect(visitor.Field($"Select {name}")).ToBeCheckedAsync();
    }

    private async Task<IEnumerable<string>> StoppedAsync(DeploymentPhase once)
    {
        var all = await _crowd.Store.ListAsync(TestContext.Current.CancellationToken);
        return all.Where(deployment => deployment.Spec.Stop && deployment.Status.Phase == once).Select(deployment => deployment.Id).Order(StringComparer.Ordinal);
    }
}
