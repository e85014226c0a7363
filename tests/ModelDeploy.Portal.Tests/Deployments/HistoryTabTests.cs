using Bunit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Detail;
using ModelDeploy.Portal.Components.Deployments.Detail.Revisions;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class HistoryTabTests : PagesContext
{
    [Fact]
    public async Task Every_entry_says_what_it_changed()
    {
        await DeployAsync();
        await UpdateAsync(ASpec.Usual.WithReplicas(2));
        await Commands.StopAsync(Admin, "iris", CancellationToken.None);
        var page = await OpenTabAsync();

        page.WaitForElement("tbody tr");

        Assert.Equal(["Replicas \u20681\u2069 → \u20682\u2069"], page.FindAll(".differences li").Select(line => line.TextContent));
    }

    [Fact]
    public async Task The_last_entry_that_is_shown_is_compared_with_the_one_that_is_not()
    {
        await DeployAsync();
        for (var revision = 2; revision <= 52; revision++)
            await UpdateAsync(ASpec.Usual.WithMetadata("revision", $"{revision}"));
        var page = await OpenTabAsync();
        page.WaitForElement("tbody tr");
        Assert.Equal((50, 50), (page.FindAll("tbody tr").Count, page.FindAll(".differences").Count));

        page.Find(".cells-more button").Click();

        page.WaitForAssertion(() => Assert.Equal((52, 51), (page.FindAll("tbody tr").Count, page.FindAll(".differences").Count)));
        Assert.Empty(page.FindAll(".cells-more"));
    }

    [Fact]
    public async Task Two_selected_revisions_get_an_address_and_a_third_replaces_the_first()
    {
        await DeployAsync();
        await UpdateAsync(ASpec.Usual.WithReplicas(2));
        await UpdateAsync(ASpec.Usual.WithReplicas(3));
        var page = await OpenTabAsync();
        page.WaitForElement("tbody tr");
        Assert.Equal("true", Compare(page).GetAttribute("aria-disabled"));

        foreach (var revision in (int[])[2, 1, 3])
            page.Find($"[aria-label='Compare revision {revision}']").Change(true);
        Compare(page).Click();

        Assert.EndsWith("?tab=history&compare=1..3", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_revisions_stand_side_by_side_and_secrets_are_not_shown()
    {
        await DeployAsync(spec: ASpec.Usual.WithEnv("TOKEN", "hunter2", secret: true));
        await UpdateAsync(ASpec.Usual.WithEnv("TOKEN", "hunter3", secret: true).WithReplicas(2));
        var page = await OpenTabAsync("1..2");

        page.WaitForElement(".compare tbody tr");

        Assert.Equal(["Replicaschanged", "1", "2"], page.FindAll(".compare tbody tr").Single().Children.Select(cell => cell.TextContent));
        page.Find(".check input").Change(true);
        Assert.Contains("TOKEN", page.Find(".compare").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revision_that_does_not_exist_is_named()
    {
        await DeployAsync();
        var page = await OpenTabAsync("1..9");

        page.WaitForAssertion(() => Assert.Contains("There is no revision 9.", page.Find("dialog").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_roll_back_shows_before_it_is_done_what_it_changes()
    {
        await DeployAsync();
        await UpdateAsync(ASpec.Usual.WithImage("modeldeploy/iris:2.0").WithReplicas(2));
        var page = await OpenTabAsync();

        page.WaitForElement("[aria-label='Roll back to revision 1']").Click();

        var preview = page.Find(".roll-back-preview");
        Assert.Contains("Replaces every replica", preview.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, preview.QuerySelectorAll("li").Length);
    }

    [Fact]
    public async Task A_roll_back_to_the_same_values_says_that_nothing_would_change()
    {
        await DeployAsync();
        await UpdateAsync(ASpec.Usual.WithReplicas(2));
        await UpdateAsync(ASpec.Usual);
        var page = await OpenTabAsync();

        page.WaitForElement("[aria-label='Roll back to revision 1']").Click();

        Assert.Contains("nothing would change", page.Find(".roll-back-preview").TextContent, StringComparison.Ordinal);
    }

    private Task UpdateAsync(DeploymentSpec spec) =>
        Commands.UpdateAsync(Ada, "iris", spec, "", null, CancellationToken.None);

    private async Task<IRenderedComponent<HistoryTab>> OpenTabAsync(string? pair = null)
    {
        var deployment = await Store.GetAsync(new DeploymentKey("iris"), CancellationToken.None);
        return Open<HistoryTab>(Ada, parameters => parameters.Add(tab => tab.DeploymentId, "iris").Add(tab => tab.Deployment, deployment!).Add(tab => tab.Pair, pair));
    }

    private static AngleSharp.Dom.IElement Compare(IRenderedComponent<HistoryTab> page) =>
        page.FindAll(".history-tools button").Single();
}
