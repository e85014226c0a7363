using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Errands;

/// <summary>The Deployments page with ten thousand of them, in a real browser.</summary>
public sealed class ManyDeploymentsTests(ChromiumBrowser browser) : IAsyncLifetime
{
    private const int Count = 10_000;

    private readonly Crowd _crowd = new();
    private PortalFactory _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = new PortalFactory { Further = _crowd.MoveIn };
        await _portal.InitializeAsync();
        await _crowd.GrowAsync(Count, Looks, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Only_what_is_in_sight_exists_and_the_last_row_is_reached()
    {
        var visitor = await Visitor.SignInAsync(browser, _portal);
        await visitor.GoToAsync("/deployments?view=table");
        var rows = visitor.Page.Locator("tbody tr[aria-rowindex]");
        await Assertions.Expect(rows.First).ToHaveAttributeAsync("aria-rowindex", "2");
        Assert.InRange(await rows.CountAsync(), 5, 100);

        await visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Deployments" }).EvaluateAsync("region => region.scrollTop = region.scrollHeight");

        await Assertions.Expect(rows.Last).ToHaveAttributeAsync("aria-rowindex", $"{Count + 1}", new() { Timeout = 30_000 });
        await Assertions.Expect(rows.Last).ToContainTextAsync(Crowd.IdOf(0));
        Assert.InRange(await rows.CountAsync(), 5, 100);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_change_flashes_where_it_is_and_moves_nothing()
    {
        var visitor = await Visitor.SignInAsync(browser, _portal);
        await visitor.GoToAsync("/deployments?view=table&sort=status&search=model-0123");
        var rows = visitor.Page.Locator("tbody tr[aria-rowindex]");
        await Assertions.Expect(rows).ToHaveCountAsync(10);
        var before = await rows.Locator(".cell-id").AllInnerTextsAsync();

        await _crowd.ShowAsync(before[^1], DeploymentPhase.Failed, Looks, TestContext.Current.CancellationToken);

        await Assertions.Expect(rows.Last.Locator(".live--changed").First).ToContainTextAsync("Failed");
        Assert.Equal(before, await rows.Locator(".cell-id").AllInnerTextsAsync());
        await visitor.Button("Sort again").ClickAsync();
        await Assertions.Expect(rows.Last.Locator(".cell-id")).Not.ToHaveTextAsync(before[^1]);
        await Assertions.Expect(visitor.Button("Sort again")).ToHaveCountAsync(0);
    }

    private FirstLooks Looks => _portal.Services.GetRequiredService<FirstLooks>();
}
