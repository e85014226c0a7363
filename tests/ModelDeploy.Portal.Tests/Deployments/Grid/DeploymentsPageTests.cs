using Bunit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Portal.Components.Deployments.Grid;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments.Grid;

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

    [Fact]
    public async Task A_card_tells_image_replicas_and_the_first_metadata()
    {
        await DeployAsync(spec: ASpec.Usual.WithReplicas(2).WithMetadata("team", "botany").WithMetadata("stage", "test").WithMetadata("owner", "ada"));
        await ShowAsync("iris", DeploymentPhase.Deploying, Serving);

        var cell = Open<DeploymentsPage>(Ada).WaitForElement(".cell");

        Assert.Contains("modeldeploy/iris:1.0", cell.TextContent, StringComparison.Ordinal);
        Assert.Contains("1/2 ready", cell.TextContent, StringComparison.Ordinal);
        Assert.Equal(["team=botany", "stage=test"], cell.QuerySelectorAll(".tag").Select(tag => tag.TextContent));
    }

    [Fact]
    public async Task A_card_flashes_what_changed_and_nothing_else()
    {
        await DeployAsync();
        var page = Open<DeploymentsPage>(Ada);
        page.WaitForElement(".cell");
        Assert.Empty(page.FindAll(".live--changed"));

        await ShowAsync("iris", DeploymentPhase.Deployed, Serving);

        page.WaitForElement(".cell.tone-green");
        Assert.Equal(["Deployed", "1/1 ready"], page.FindAll(".live--changed").Select(live => live.TextContent.Trim()));
    }

    [Fact]
    public async Task While_the_runtime_cannot_be_asked_a_card_says_so()
    {
        await DeployAsync();
        await ShowAsync("iris", DeploymentPhase.Deployed, status => Serving(status) with { UnknownSince = AChange.Start, Message = "Nothing is known since 09:00." });

        var page = Open<DeploymentsPage>(Ada);

        Assert.Equal("Nothing is known since 09:00.", page.WaitForElement(".cell-message").TextContent);
    }

    [Fact]
    public async Task Filters_narrow_the_page_through_the_address()
    {
        await DeployAsync("iris");
        await DeployAsync("housing", ASpec.Usual.WithImage("modeldeploy/iris:2.0").WithDisplayName("Housing"));
        await Commands.CreateAsync(Ada, "mine", ASpec.Usual.WithImage("modeldeploy/iris:1.0").WithDisplayName("Mine"), CancellationToken.None);
        var page = Open<DeploymentsPage>(Ada);
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".cell").Count));

        page.Find(".chip--apart").Click();
        page.WaitForAssertion(() => Assert.Equal(["Mine"], Titles(page)));
        Assert.Equal("?mine=yes", Address);

        page.Find(".chip--apart").Click();
        page.Find("input[type=search]").Input("HOUS");
        page.WaitForAssertion(() => Assert.Equal(["Housing"], Titles(page)));

        page.Find("input[type=search]").Input("nothing like it");
        page.WaitForElement(".empty button").Click();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".cell").Count));
        Assert.Equal("", Address);
    }

    [Fact]
    public async Task Many_cards_come_in_portions()
    {
        for (var i = 0; i < 70; i++)
            await DeployAsync($"model-{i}", ASpec.Usual.Stopped());
        var page = Open<DeploymentsPage>(Ada);
        page.WaitForAssertion(() => Assert.Equal(60, page.FindAll(".cell").Count));

        page.Find(".cells-more button").Click();

        page.WaitForAssertion(() => Assert.Equal(70, page.FindAll(".cell").Count));
        Assert.Empty(page.FindAll(".cells-more"));
    }

    private static IEnumerable<string> Titles(IRenderedComponent<DeploymentsPage> page) => page.FindAll(".cell-title").Select(title => title.TextContent.Trim());
}
