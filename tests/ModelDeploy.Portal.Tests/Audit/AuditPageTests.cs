using Bunit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Audit;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Audit;

public sealed class AuditPageTests : PagesContext
{
    [Fact]
    public async Task Changes_of_all_deployments_stand_newest_first_with_who_and_why()
    {
        await DeployAsync();
        await DeployAsync("wine");
        await Commands.UpdateAsync(Ada, "iris", ASpec.Usual.WithReplicas(2), "More of it", null, CancellationToken.None);

        var page = OpenAudit(Admin);

        Assert.Equal(["Ada Updated iris", "Administrator Created wine", "Administrator Created iris"], Rows(page));
        Assert.Contains("More of it", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Equal("/deployments/iris?tab=history", page.Find("tbody a").GetAttribute("href"));
    }

    [Fact]
    public async Task The_address_filters_by_deployment_and_action()
    {
        await DeployAsync();
        await DeployAsync("wine");
        await Commands.StopAsync(Admin, "iris", CancellationToken.None);
        var page = OpenAudit(Admin);

        page.Find("input[type=search]").Change(" iris ");
        page.WaitForAssertion(() => Assert.Equal("audit?deployment=iris", Address));
        page.WaitForAssertion(() => Assert.Equal(["Administrator Stopped iris", "Administrator Created iris"], Rows(page)));

        page.Find("select").Change("Stopped");
        page.WaitForAssertion(() => Assert.Equal(["Administrator Stopped iris"], Rows(page)));

        page.Find("select").Change("Deleted");
        page.WaitForElement(".empty button").Click();
        page.WaitForAssertion(() => Assert.Equal(3, Rows(page).Count()));
        Assert.Equal("audit", Address);
    }

    [Fact]
    public async Task Older_changes_come_on_demand()
    {
        await DeployAsync();
        for (var replicas = 2; replicas <= 60; replicas++)
            await Commands.UpdateAsync(Admin, "iris", ASpec.Usual.WithReplicas(replicas % 3 + 1), "", null, CancellationToken.None);
        var page = OpenAudit(Admin);
        Assert.Equal(50, Rows(page).Count());

        page.Find(".cells-more button").Click();

        page.WaitForAssertion(() => Assert.Equal(60, Rows(page).Count()));
        Assert.Empty(page.FindAll(".cells-more"));
    }

    [Fact]
    public async Task A_member_sees_only_their_groups_whatever_the_address_asks_for()
    {
        await DeployAsync();
        await DeployAsync("secret-plan", ASpec.Usual.WithGroup("other"));
        Navigation.NavigateTo("audit?group=other");

        var page = Open<AuditPage>(Ada);

        page.WaitForElement(".empty");
        Assert.DoesNotContain("secret-plan", page.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<AuditPage> OpenAudit(Viewer viewer)
    {
        Navigation.NavigateTo("audit");
        var page = Open<AuditPage>(viewer);
        page.WaitForElement("tbody tr");
        return page;
    }

    private static IEnumerable<string> Rows(IRenderedComponent<AuditPage> page) =>
        page.FindAll("tbody tr").Select(row => string.Join(' ',
            row.QuerySelector("[data-label=User]")!.TextContent.Trim(),
            row.QuerySelector("[data-label=Action]")!.TextContent.Trim(),
            row.QuerySelector("[data-label=Deployment] .muted")!.TextContent.Trim()));
}
