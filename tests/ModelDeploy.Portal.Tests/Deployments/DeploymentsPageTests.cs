using Bunit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Portal.Components.Deployments.Grid;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class DeploymentsPageTests : PagesContext
{
    [Fact]
    public async Task A_cell_tells_name_status_group_endpoint_and_who_changed_it()
    {
        await DeployAsync();
        await ShowAsync("iris", DeploymentPhase.Deployed, Serving);

        var cell = Open<DeploymentsPage>(Ada).WaitForElement(".cell");

        Assert.Equal("/deployments/iris", cell.QuerySelector("h2 a")?.GetAttribute("href"));
        Assert.Equal("Iris", cell.QuerySelector("h2")?.TextContent.Trim());
        Assert.Contains("Deployed", cell.QuerySelector(".badge")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("tone-green", cell.ClassList);
        Assert.Equal("https://models.example.com/deployment/iris/api/v1.0/predictions", cell.QuerySelector(".endpoint")?.GetAttribute("title"));
        Assert.Contains("by Administrator", cell.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_arrives_without_a_reload()
    {
        await DeployAsync();
        var page = Open<DeploymentsPage>(Ada);
        page.WaitForElement(".cell.tone-yellow");
        Assert.Empty(page.FindAll(".endpoint"));

        await ShowAsync("iris", DeploymentPhase.Failed, status => status with { Failure = Failures.ImageNotFound("iris:9", []), Message = "The image iris:9 does not exist." });

        page.WaitForAssertion(() => Assert.Equal("The image iris:9 does not exist.", page.Find(".cell.tone-red .cell-message").TextContent));
    }

    [Fact]
    public async Task Somebody_elses_group_stays_unseen()
    {
        await DeployAsync("secret-thing", ASpec.Usual.WithGroup("other"));

        var page = Open<DeploymentsPage>(Ada);

        Assert.Equal("No deployments yet", page.WaitForElement(".empty h2").TextContent);
    }

    [Fact]
    public async Task Without_an_enabled_group_the_page_says_so()
    {
        var group = (await Catalog.ReadAsync(CancellationToken.None)).Group("demo")!;
        await Catalog.SaveGroupAsync(group with { ModelDeploymentEnabled = false }, CancellationToken.None);

        var page = Open<DeploymentsPage>(Ada);

        page.WaitForAssertion(() => Assert.Equal(
            "No group is configured for you to launch a server. Please contact admin.", page.Find(".empty h2").TextContent));
    }

    [Fact]
    public async Task A_status_is_chosen_in_the_address()
    {
        await DeployAsync("first");
        await DeployAsync("second");
        await ShowAsync("second", DeploymentPhase.Deployed, Serving);
        var page = Open<DeploymentsPage>(Ada);

        page.WaitForElement(".chip.tone-green").Click();

        Assert.Equal("?status=deployed", Address);
    }

    [Fact]
    public async Task A_name_full_of_markup_is_only_text()
    {
        await DeployAsync("nasty", ASpec.Usual.WithDisplayName("<script>alert(1)</script>"));

        var cell = Open<DeploymentsPage>(Ada).WaitForElement(".cell");

        Assert.Empty(cell.QuerySelectorAll("script"));
        Assert.Equal("<script>alert(1)</script>", cell.QuerySelector("h2")?.TextContent.Trim());
    }

    [Fact]
    public async Task View_shows_the_metadata()
    {
        await DeployAsync(spec: ASpec.Usual.WithMetadata("team", "<b>botany</b>"));
        var page = Open<DeploymentsPage>(Ada);

        page.WaitForElement(".cell .link-button").Click();

        Assert.Equal(["team", "<b>botany</b>"], page.FindAll("dialog tbody td").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task Refresh_says_what_it_shows()
    {
        await DeployAsync();
        var page = Open<DeploymentsPage>(Ada);
        page.WaitForElement(".cell");

        page.Find("button.button").Click();

        page.WaitForAssertion(() => Assert.Equal("Refreshed: 1 deployment shown.", page.Find("[role=status]").TextContent));
    }
}
