using Bunit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Grid;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments.Grid;

public sealed class TableViewTests : PagesContext
{
    [Fact]
    public async Task The_address_asks_for_a_table_and_its_order()
    {
        await DeployAsync("first", ASpec.Usual.WithDisplayName("Zebra"));
        await DeployAsync("second", ASpec.Usual.WithDisplayName("Apple"));
        var page = OpenAt("deployments?view=table&sort=-name");

        Assert.Equal(["Zebra", "Apple"], Names(page));
        Assert.Equal("descending", page.Find("th.row-name").GetAttribute("aria-sort"));
        Assert.Equal("3", page.Find("table").GetAttribute("aria-rowcount"));
        Assert.Equal("2", page.Find("tbody tr[aria-rowindex]").GetAttribute("aria-rowindex"));

        page.Find("thead .row-name button").Click();

        page.WaitForAssertion(() => Assert.Equal(["Apple", "Zebra"], Names(page)));
        Assert.Equal("deployments?view=table&sort=name", Address);
    }

    [Fact]
    public async Task A_failed_row_says_why()
    {
        await DeployAsync();
        var page = OpenAt("deployments?view=table");

        await ShowAsync("iris", DeploymentPhase.Failed, status => status with { Message = "The image iris:9 does not exist." });

        page.WaitForAssertion(() => Assert.Equal("The image iris:9 does not exist.", page.Find("tr.tone-red .row-message").TextContent));
        Assert.Contains("live--changed", page.Find("tr.tone-red .row-status .live").ClassList);
    }

    [Fact]
    public async Task Columns_are_chosen_and_remembered_by_the_browser()
    {
        await DeployAsync(spec: ASpec.Usual.WithMetadata("team", "botany"));
        var memory = JSInterop.SetupModule("/js/grid-memory.js");
        memory.Setup<string?>("read").SetResult("""{"view":"table","columns":["group"]}""");
        memory.SetupVoid("write", _ => true).SetVoidResult();
        var page = OpenAt("deployments");
        Assert.Equal(["Name", "Status", "Group"], Heads(page));

        page.FindAll(".columns-menu label").Single(label => label.TextContent == "Metadata").QuerySelector("input")!.Change(true);

        page.WaitForAssertion(() => Assert.Equal(["Name", "Status", "Group", "Metadata"], Heads(page)));
        Assert.Contains("botany", page.Find("tbody .row-metadata").TextContent, StringComparison.Ordinal);
        Assert.Equal("""{"view":"table","columns":["name","status","group","metadata"]}""", memory.VerifyInvoke("write").Arguments[0]);
    }

    [Fact]
    public async Task The_address_wins_over_what_the_browser_remembers()
    {
        await DeployAsync();
        var memory = JSInterop.SetupModule("/js/grid-memory.js");
        memory.Setup<string?>("read").SetResult("""{"view":"table"}""");
        memory.SetupVoid("write", _ => true).SetVoidResult();

        Navigation.NavigateTo("deployments?view=cards");
        var page = Open<DeploymentsPage>(Ada);
        page.WaitForElement(".cell");

        page.FindAll(".segment")[1].Click();
        page.WaitForElement("table");
        Assert.Equal("deployments?view=table", Address);
    }

    [Fact]
    public async Task What_changes_keeps_its_place_until_somebody_sorts_again()
    {
        await DeployAsync("first");
        await DeployAsync("second");
        var page = OpenAt("deployments?view=table&sort=status");
        Assert.Equal(["first", "second"], Ids(page));

        await ShowAsync("second", DeploymentPhase.Failed);
        page.WaitForAssertion(() => Assert.Equal("Sort again", page.Find(".grid-bar-end .button").TextContent.Trim()));
        Assert.Equal(["first", "second"], Ids(page));

        page.Find(".grid-bar-end .button").Click();
        page.WaitForAssertion(() => Assert.Equal(["second", "first"], Ids(page)));
    }

    private IRenderedComponent<DeploymentsPage> OpenAt(string address)
    {
        Navigation.NavigateTo(address);
        var page = Open<DeploymentsPage>(Ada);
        page.WaitForElement("tbody tr[aria-rowindex]");
        return page;
    }

    private static IEnumerable<string> Names(IRenderedComponent<DeploymentsPage> page) => page.FindAll("tbody .row-title").Select(name => name.TextContent);

    private static IEnumerable<string> Ids(IRenderedComponent<DeploymentsPage> page) => page.FindAll("tbody .cell-id").Select(id => id.TextContent);

    private static IEnumerable<string> Heads(IRenderedComponent<DeploymentsPage> page) =>
        page.FindAll("thead th:not(.row-tick):not(.row-actions)").Select(head => head.TextContent.Trim());
}
