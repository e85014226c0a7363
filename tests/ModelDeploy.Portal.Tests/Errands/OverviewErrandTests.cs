using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Gateway.Counting;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Errands;

/// <summary>What is called how often: on a deployment's card, and over all deployments for who administers them.</summary>
public sealed class OverviewErrandTests(ChromiumBrowser browser, PortalFactory portal) : IClassFixture<PortalFactory>
{
    private static readonly Viewer Admin = new(new PersonKey(PersonKey.LocalIssuer, "admin"), "Administrator", IsSystemAdmin: true);

    [Fact]
    public async Task Requests_show_on_the_card_and_over_all_deployments_of_a_group()
    {
        var stop = TestContext.Current.CancellationToken;
        var groups = portal.Services.GetRequiredService<GroupCommands>();
        Assert.IsType<CommandResult<Group>.Accepted>(await groups.CreateAsync(Admin, "second", "Second group", Quota.Unlimited, stop));
        Assert.IsType<CommandResult<Group>.Accepted>(await groups.SetModelDeploymentAsync(Admin, "second", true, stop));
        var commands = portal.Services.GetRequiredService<DeploymentCommands>();
        var gateway = portal.Services.GetRequiredService<GatewayCounters>();
        foreach (var (id, group, requests) in new[] { ("busy", "demo", 7), ("calm", "second", 3), ("idle", "demo", 0) })
        {
            var spec = ASpec.Usual.WithGroup(group).Stopped() with { DisplayName = id };
            Assert.IsType<CommandResult<Deployment>.Accepted>(await commands.CreateAsync(Admin, id, spec, stop));
            await Eventually.TrueAsync(() => gateway.Of(id) is not null, "the gateway knows the deployment");
            using var client = portal.Visitor();
            for (var request = 0; request < requests; request++)
                (await client.PostAsync($"/deployment/{id}/api/v1.0/predictions", new StringContent("{}"), stop)).Dispose();
        }
        var visitor = await Visitor.SignInAsync(browser, portal);

        await visitor.GoToAsync("/deployments");
        await visitor.SeeAsync("7 in the last hour");
        await visitor.SeeAsync("3 in the last hour");
        await visitor.SeeAsync("None in the last hour");

        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Metrics", Exact = true }).ClickAsync();
        // What is not over yet is left out: the last requests show up with the end of their ten seconds.
        await RowsAsync(visitor, "busy 7 0%", "calm 3 0%", "idle 0 –");
        await visitor.Page.GetByRole(AriaRole.Combobox, new() { Name = "Group" }).SelectOptionAsync("second");
        await RowsAsync(visitor, "calm 3 0%");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "calm", Exact = true }).ClickAsync();
        await Assertions.Expect(visitor.Tab("Metrics")).ToHaveAttributeAsync("aria-selected", "true");
        Assert.Empty(visitor.Complaints);
    }

    private static async Task RowsAsync(Visitor visitor, params string[] expected)
    {
        var rows = visitor.Page.Locator("main tbody tr:has([role=rowheader])");
        await Assertions.Expect(rows).ToHaveCountAsync(expected.Length);
        for (var row = 0; row < expected.Length; row++)
        {
            var words = expected[row].Split(' ');
            await Assertions.Expect(rows.Nth(row).GetByRole(AriaRole.Link)).ToHaveTextAsync(words[0]);
            await Assertions.Expect(rows.Nth(row).Locator("[data-label=Requests]")).ToHaveTextAsync(words[1]);
            await Assertions.Expect(rows.Nth(row).Locator("[data-label=Success]")).ToHaveTextAsync(words[2]);
        }
    }
}
