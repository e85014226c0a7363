using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Portal.Components.Deployments.Detail;
using ModelDeploy.Portal.Components.Deployments.Detail.Revisions;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class DeploymentPageTests : PagesContext
{
    [Fact]
    public async Task Information_has_every_row()
    {
        await DeployAsync();
        var page = OpenPage();

        page.WaitForElement(".key-values");

        Assert.Superset(
            new HashSet<string>
            {
                "Status", "Message", "Endpoint", "Model Image", "Replicas", "Deployment Name", "Deployment ID", "Group", "Instance Type",
                "Creation Time", "Last Updated", "Description", "Metadata", "Access",
            },
            page.FindAll(".key-values th").Select(row => row.TextContent).ToHashSet());
    }

    [Fact]
    public async Task While_a_scale_down_is_only_accepted_the_count_is_of_what_is_there()
    {
        Services.GetRequiredService<FirstLooks>().LetOthersVouch(true);
        await DeployAsync(spec: ASpec.Usual.WithReplicas(2));
        await ShowAsync("iris", DeploymentPhase.Deployed, status => status with { ObservedGeneration = 1, Wanted = 2, Available = 2 });
        await Commands.UpdateAsync(Admin, "iris", ASpec.Usual.WithReplicas(1), "", null, CancellationToken.None);
        var page = OpenPage();

        page.WaitForAssertion(() => Assert.Equal("Accepted", RowOf(page, "Message")));
        Assert.Equal("2 of 2 available", RowOf(page, "Replicas"));

        await ShowAsync("iris", DeploymentPhase.Deploying, status => status with { ObservedGeneration = 2, Wanted = 1, Available = 2 });
        page.WaitForAssertion(() => Assert.Equal("1 of 1 available", RowOf(page, "Replicas")));
    }

    [Fact]
    public async Task An_example_fits_the_image_and_is_there_only_while_something_serves()
    {
        await DeployAsync();
        var page = OpenPage();
        page.WaitForElement(".key-values");
        Assert.Empty(page.FindAll(".example"));

        await ShowAsync("iris", DeploymentPhase.Deployed, Serving);

        page.WaitForAssertion(() => Assert.Contains("""-d '{"data":{"ndarray":[[1,2,3,4]]}}'""", page.Find(".example pre").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_shows_reason_sentence_evidence_and_next_step()
    {
        await DeployAsync();
        await ShowAsync("iris", DeploymentPhase.Failed, status => status with { Failure = Failures.Crashed("exit code 1", "3 times in the last 10 minutes", ["\u001b[31mboom\u001b[0m"]) with { Reason = FailureReason.OutOfMemory } });

        var panel = OpenPage().WaitForElement(".failure");

        Assert.Equal("Out of memory", panel.QuerySelector("h2")?.TextContent);
        Assert.Equal("OutOfMemory", panel.QuerySelector("code")?.TextContent);
        Assert.Contains("exit code 1", panel.TextContent, StringComparison.Ordinal);
        Assert.Equal("boom", panel.QuerySelector("pre")?.TextContent);
        Assert.Contains("Next step:", panel.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_becomes_start_and_start_becomes_stop()
    {
        await DeployAsync();
        await ShowAsync("iris", DeploymentPhase.Deployed, Serving);
        var page = OpenPage();

        page.WaitForElement(".key-values");
        Button(page, "Stop").Click();
        page.WaitForAssertion(() => Assert.Contains("Stopping", page.Find(".badge").TextContent, StringComparison.Ordinal));
        await ShowAsync("iris", DeploymentPhase.Stopped);
        page.WaitForAssertion(() => Assert.Contains("Stopped", page.Find(".badge").TextContent, StringComparison.Ordinal));

        Button(page, "Start").Click();
        page.WaitForAssertion(() => Assert.Contains("Deploying", page.Find(".badge").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Home", "tab=history", "")]
    [InlineData("End", "", "tab=history")]
    [InlineData("ArrowLeft", "", "tab=history")]
    public async Task Keys_walk_through_the_tabs(string key, string from, string to)
    {
        await DeployAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/deployments/iris?{from}");
        var page = OpenPage();
        page.WaitForElement("[role=tablist]");

        page.Find("[role=tablist]").KeyDown(key);

        page.WaitForAssertion(() => Assert.Equal(to, new Uri(Services.GetRequiredService<NavigationManager>().Uri).Query.TrimStart('?')));
    }

    [Fact]
    public async Task What_cannot_be_done_says_why()
    {
        await DeployAsync();
        await Commands.DeleteAsync(Admin, "iris", CancellationToken.None);
        var page = OpenPage();
        page.WaitForElement(".key-values");

        page.WaitForAssertion(() => Assert.All(["Update", "Stop", "Delete"], text =>
        {
            var button = Button(page, text);
            Assert.Equal("true", button.GetAttribute("aria-disabled"));
            Assert.Equal("It is being deleted.", page.Find($"[id='{button.GetAttribute("aria-describedby")}']").TextContent);
        }));
    }

    [Fact]
    public async Task Deleted_while_watching_the_page_says_by_whom_and_shows_the_history()
    {
        await DeployAsync();
        var page = OpenPage();
        page.WaitForElement(".key-values");

        await DeleteAsync("iris");

        page.WaitForAssertion(() => Assert.Contains("by Administrator", page.Find(".detail-message").TextContent, StringComparison.Ordinal));
        page.WaitForElement("tbody tr");
        Assert.Equal(["View revision 1", "View revision 1"], page.FindAll("tbody button").Select(button => button.GetAttribute("aria-label")));
        Assert.Empty(page.FindAll(".page-actions button"));
    }

    [Fact]
    public async Task No_longer_open_to_the_viewer_the_page_leads_back()
    {
        await DeployAsync();
        var page = OpenPage();
        page.WaitForElement(".key-values");

        var catalog = await Catalog.ReadAsync(CancellationToken.None);
        await Catalog.SaveGroupAsync(catalog.Group("demo")! with { Members = [] }, CancellationToken.None);

        Assert.Equal("This deployment is gone", page.WaitForElement(".empty h1").TextContent);
        Assert.Equal("/deployments", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task The_address_of_a_deleted_deployment_shows_its_history_and_becomes_the_new_one_of_the_same_id()
    {
        await DeployAsync();
        await DeleteAsync("iris");
        var page = OpenPage();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));

        await DeployAsync(spec: ASpec.Usual with { DisplayName = "Reborn" });

        page.WaitForAssertion(() => Assert.Contains("Reborn", page.Find("h1").TextContent, StringComparison.Ordinal));
        page.WaitForElement(".key-values");
    }

    [Theory]
    [InlineData("nobody-knows")]
    [InlineData("of-another-group")]
    public async Task Unknown_and_forbidden_look_the_same(string id)
    {
        await DeployAsync("of-another-group", ASpec.Usual.WithGroup("other"));
        var asked = 0;
        Navigation.OnNotFound += (_, _) => asked++;

        Open<DeploymentPage>(Ada, parameters => parameters.Add(page => page.Id, id));

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task History_is_newest_first_and_a_roll_back_wants_a_reason()
    {
        await DeployAsync();
        await Commands.UpdateAsync(Admin, "iris", ASpec.Usual.WithImage("modeldeploy/iris:2.0"), "Better", null, CancellationToken.None);
        var deployment = await Store.GetAsync(new DeploymentKey("iris"), CancellationToken.None);
        var page = Open<HistoryTab>(Ada, parameters => parameters.Add(tab => tab.DeploymentId, "iris").Add(tab => tab.Deployment, deployment!));
        page.WaitForElement("tbody tr");
        Assert.Equal(["2", "1"], page.FindAll("[role=rowheader]").Select(cell => cell.TextContent.Trim()));

        page.Find("[aria-label='Roll back to revision 1']").Click();
        page.Find("#roll-back").Submit();
        page.WaitForAssertion(() => Assert.Contains("Enter why you roll back.", page.Find(".field-error").TextContent, StringComparison.Ordinal));

        page.Find("#roll-back textarea").Input("Slower than hoped");
        page.Find("#roll-back").Submit();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#roll-back")));
        var stored = await Store.GetAsync(new DeploymentKey("iris"), CancellationToken.None);
        Assert.Equal(("modeldeploy/iris:1.0", 1L, "Slower than hoped"), (stored!.Spec.ModelImage, stored.LastChange.FromRevision!.Value, stored.LastChange.Message));
    }

    [Fact]
    public async Task A_revision_is_viewed_with_its_values_but_without_secrets()
    {
        await DeployAsync(spec: ASpec.Usual.WithEnv("TOKEN", "hunter2", secret: true));
        var deployment = await Store.GetAsync(new DeploymentKey("iris"), CancellationToken.None);
        var page = Open<HistoryTab>(Ada, parameters => parameters.Add(tab => tab.DeploymentId, "iris").Add(tab => tab.Deployment, deployment!));

        page.WaitForElement("[aria-label='View revision 1']").Click();

        Assert.Contains("modeldeploy/iris:1.0", page.Find("dialog").TextContent, StringComparison.Ordinal);
        Assert.Contains("TOKEN", page.Find("dialog").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", page.Markup, StringComparison.Ordinal);
    }

    private async Task DeleteAsync(string id)
    {
        await Commands.DeleteAsync(Admin, id, CancellationToken.None);
        var marked = (await Store.GetAsync(new DeploymentKey(id), CancellationToken.None))!;
        await Store.ForgetAsync(marked.Key, marked.Version, CancellationToken.None);
    }

    private IRenderedComponent<DeploymentPage> OpenPage() =>
        Open<DeploymentPage>(Ada, parameters => parameters.Add(page => page.Id, "iris"));

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<DeploymentPage> page, string text) =>
        page.FindAll(".page-actions button").Single(button => button.TextContent.Trim() == text);

    private static string RowOf(IRenderedComponent<DeploymentPage> page, string key) =>
        page.FindAll(".key-values tr").First(row => row.QuerySelector("th")?.TextContent == key).QuerySelector("td")!.TextContent.Trim();
}
