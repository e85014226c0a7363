using Bunit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Grid;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments.Grid;

public sealed class BulkActionsTests : PagesContext
{
    [Fact]
    public async Task All_shown_are_stopped_after_a_question_and_each_tells_what_came_of_it()
    {
        await DeployAsync("first");
        await DeployAsync("second");
        await DeployAsync("third");
        await Commands.StopAsync(Admin, "third", CancellationToken.None);
        await KnownAsync("third");
        var page = OpenWith(3);

        page.Find("input[aria-label='Select all 3 shown']").Change(true);
        page.WaitForAssertion(() => Assert.Equal("3 selected", page.Find(".grid-bar-all span").TextContent));
        page.Find("button[aria-label='Stop 3 selected']").Click();
        page.WaitForAssertion(() => Assert.Equal("Stop 2 deployments?", page.Find("dialog h2").TextContent));
        Assert.Contains("1 deployment left out: It is already stopping.", page.Find("dialog").TextContent, StringComparison.Ordinal);
        page.Find("dialog form").Submit();

        page.WaitForAssertion(() => Assert.Equal("Stop accepted for 2 of 2 deployments.", page.Find("dialog.dialog--wide strong").TextContent));
        Assert.Equal(2, page.FindAll(".bulk-outcomes .tone-green").Count);
        Assert.Empty(page.FindAll(".bulk"));
        Assert.All(await Store.ListAsync(CancellationToken.None), deployment => Assert.True(deployment.Spec.Stop));
        page.FindAll("dialog.dialog--wide button").Last().Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("dialog.dialog--wide")));
    }

    [Fact]
    public async Task Deleting_many_asks_to_type_how_many_and_spares_what_is_not_selected()
    {
        await DeployAsync("first");
        await DeployAsync("second");
        await DeployAsync("spared", ASpec.Usual.WithDisplayName("Spared"));
        var page = OpenWith(3);
        foreach (var id in new[] { "first", "second" })
            page.Find($".cell[aria-labelledby=cell-{id}] .tick input").Change(true);

        page.Find("button[aria-label='Delete 2 selected']").Click();
        page.WaitForElement("dialog form");
        page.Find("dialog form").Submit();
        Assert.All(await Store.ListAsync(CancellationToken.None), deployment => Assert.Null(deployment.Deletion));

        page.Find("dialog .input").Input("delete 2");
        page.Find("dialog form").Submit();

        page.WaitForElement(".bulk-outcomes");
        Assert.Equal(["spared"], (await Store.ListAsync(CancellationToken.None)).Where(deployment => deployment.Deletion is null).Select(deployment => deployment.Id));
    }

    [Fact]
    public async Task After_a_question_that_wanted_something_typed_one_can_be_asked_that_does_not()
    {
        await DeployAsync("first");
        var page = OpenWith(1);
        page.Find("input[aria-label='Select all 1 shown']").Change(true);
        page.WaitForElement("button[aria-label='Delete 1 selected']").Click();
        page.WaitForElement("dialog .input");
        await page.Find("dialog").TriggerEventAsync("oncancel", EventArgs.Empty);

        page.Find("button[aria-label='Stop 1 selected']").Click();

        page.WaitForAssertion(() => Assert.Equal("Stop 1 deployment?", page.Find("dialog h2").TextContent));
        Assert.Empty(page.FindAll("dialog .input"));
    }

    [Fact]
    public async Task What_is_refused_says_why_and_does_not_keep_the_others_from_starting()
    {
        foreach (var id in new[] { "a1", "a2", "a3" })
        {
            await DeployAsync($"big-{id}", ASpec.Usual.WithInstanceType("cpu-medium"));
            await Commands.StopAsync(Admin, $"big-{id}", CancellationToken.None);
            await ShowAsync($"big-{id}", DeploymentPhase.Stopped);
        }
        var group = (await Catalog.ReadAsync(CancellationToken.None)).Group("demo")!;
        await Catalog.SaveGroupAsync(group.WithQuota(cpu: 1), CancellationToken.None);
        var page = OpenWith(3);

        page.Find("input[aria-label='Select all 3 shown']").Change(true);
        page.WaitForElement("button[aria-label='Start 3 selected']").Click();
        page.WaitForElement("dialog form").Submit();

        page.WaitForAssertion(() => Assert.Equal("Start accepted for 0 of 3 deployments; 3 refused.", page.Find("dialog.dialog--wide strong").TextContent));
        Assert.Equal(3, page.FindAll(".bulk-outcomes .tone-red").Count);
        Assert.Contains("quota", page.Find(".bulk-outcomes").TextContent, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_button_that_fits_none_of_them_says_why()
    {
        await DeployAsync();
        var page = OpenWith(1);

        page.Find(".cell .tick input").Change(true);

        var start = page.WaitForElement("button[aria-label='Start 1 selected']");
        Assert.Equal("true", start.GetAttribute("aria-disabled"));
        Assert.Equal("It is already starting.", page.Find($"[id='{start.GetAttribute("aria-describedby")}']").TextContent);
    }

    [Fact]
    public async Task One_is_stopped_and_started_from_its_card()
    {
        await DeployAsync();
        var page = OpenWith(1);

        page.Find("button[aria-label='Stop Iris']").Click();
        page.WaitForElement("button[aria-label='Start Iris']").Click();
        page.WaitForElement("button[aria-label='Stop Iris']");

        await Eventually.TrueAsync(async () => (await Store.GetAsync(new DeploymentKey("iris"), CancellationToken.None))!.Generation == 3, "both were accepted");
    }

    private IRenderedComponent<DeploymentsPage> OpenWith(int count)
    {
        var page = Open<DeploymentsPage>(Ada);
        page.WaitForAssertion(() => Assert.Equal(count, page.FindAll(".cell").Count));
        return page;
    }
}
