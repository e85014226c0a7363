using Bunit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Form;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class EditDeploymentPageTests : PagesContext
{
    [Fact]
    public async Task Update_makes_a_new_revision_with_its_message()
    {
        await DeployAsync();
        var page = OpenEdit();

        page.WaitForElement("#field-modelImage").Input("modeldeploy/iris:2.0");
        page.Find("#field-updateMessage").Input("Better model");
        Button(page, "Update").Click();
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("deployments/iris", Address));
        var stored = await Store.GetAsync(new DeploymentKey("iris"), CancellationToken.None);
        Assert.Equal("modeldeploy/iris:2.0", stored?.Spec.ModelImage);
        Assert.Equal(("Better model", 2L), (stored?.LastChange.Message, stored?.Generation));
    }

    [Fact]
    public async Task Group_and_id_cannot_be_edited()
    {
        await DeployAsync();
        var page = OpenEdit();

        Assert.True(page.WaitForElement("#field-group").HasAttribute("readonly"));
        Assert.True(page.Find("#field-id").HasAttribute("readonly"));
        Assert.Equal("", page.Find("#field-updateMessage").GetAttribute("value") ?? "");
    }

    [Theory]
    [InlineData("Save", true)]
    [InlineData("Save and start", false)]
    public async Task A_stopped_one_is_saved_or_saved_and_started(string button, bool staysStopped)
    {
        await DeployAsync();
        await Commands.StopAsync(Admin, "iris", CancellationToken.None);
        await ShowAsync("iris", DeploymentPhase.Stopped);
        var page = OpenEdit();
        page.WaitForElement("#field-description").Input("changed");

        if (staysStopped)
            page.Find("form").Submit();
        else
            Button(page, button).Click();

        page.WaitForAssertion(() => Assert.Equal("deployments/iris", Address));
        var stored = await Store.GetAsync(new DeploymentKey("iris"), CancellationToken.None);
        Assert.Equal(("changed", staysStopped), (stored?.Spec.Description, stored?.Spec.Stop));
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_not_overwritten()
    {
        await DeployAsync();
        var page = OpenEdit();
        page.WaitForElement("#field-replicas").Input("2");
        await Commands.UpdateAsync(Admin, "iris", ASpec.Usual.WithReplicas(3), "", null, CancellationToken.None);

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Administrator changed this deployment meanwhile", page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Equal("2", page.Find("#field-replicas").GetAttribute("value"));
        Assert.Equal(3, (await Store.GetAsync(new DeploymentKey("iris"), CancellationToken.None))?.Spec.Replicas);
    }

    [Fact]
    public async Task A_secret_that_is_not_touched_is_kept_and_never_shown()
    {
        await DeployAsync(spec: ASpec.Usual.WithEnv("TOKEN", "hunter2", secret: true));
        var page = OpenEdit();
        page.WaitForElement("#field-description").Input("changed");
        Assert.DoesNotContain("hunter2", page.Markup, StringComparison.Ordinal);

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("deployments/iris", Address));
        Assert.Equal("hunter2", (await Store.GetAsync(new DeploymentKey("iris"), CancellationToken.None))?.Spec.Env[0].Value);
    }

    [Fact]
    public async Task The_summary_says_what_restarts()
    {
        await DeployAsync();
        var page = OpenEdit();
        page.WaitForElement("#field-description");
        Assert.Equal("Nothing is changed yet", page.Find(".effect").TextContent);

        page.Find("#field-description").Input("changed");
        page.WaitForAssertion(() => Assert.Equal("Restarts nothing", page.Find(".effect").TextContent));

        page.Find("#field-replicas").Input("2");
        page.WaitForAssertion(() => Assert.Equal("Only scales, from 1 to 2", page.Find(".effect").TextContent));

        page.Find("#field-modelImage").Input("modeldeploy/iris:2.0");
        page.WaitForAssertion(() => Assert.Equal("Replaces every replica", page.Find(".effect").TextContent));
    }

    [Fact]
    public async Task A_manifest_keeps_the_secret_that_it_does_not_show()
    {
        await DeployAsync(spec: ASpec.Usual.WithEnv("TOKEN", "hunter2", secret: true));
        Navigation.NavigateTo("/deployments/iris/edit?view=yaml");
        var page = OpenEdit();
        var text = page.WaitForElement("#field-yaml").GetAttribute("value")!;
        Assert.DoesNotContain("hunter2", page.Markup, StringComparison.Ordinal);

        page.Find("#field-yaml").Input(text.Replace("iris:1.0", "iris:2.0", StringComparison.Ordinal));
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("deployments/iris", Address));
        var stored = await Store.GetAsync(new DeploymentKey("iris"), CancellationToken.None);
        Assert.Equal(("modeldeploy/iris:2.0", "hunter2"), (stored?.Spec.ModelImage, stored?.Spec.Env[0].Value));
    }

    [Fact]
    public async Task A_manifest_cannot_change_the_id_or_the_group()
    {
        await DeployAsync();
        Navigation.NavigateTo("/deployments/iris/edit?view=yaml");
        var page = OpenEdit();
        var text = page.WaitForElement("#field-yaml").GetAttribute("value")!;

        page.Find("#field-yaml").Input(text.Replace("name: iris\n", "name: rose\n", StringComparison.Ordinal).Replace("groupName: demo", "groupName: other", StringComparison.Ordinal));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".yaml-errors li").Count));
        Assert.Contains("The name must stay iris", page.Find(".yaml-errors").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaving_with_changes_asks(bool leaves)
    {
        await DeployAsync();
        Navigation.NavigateTo("/deployments/iris/edit");
        var page = OpenEdit();
        page.WaitForElement("#field-description").Input("changed");

        var navigating = page.InvokeAsync(() => Navigation.NavigateTo("/deployments"));
        page.WaitForAssertion(() => Assert.Equal("Leave without saving?", page.Find("dialog h2").TextContent));
        Assert.Equal("deployments/iris/edit", Address);
        if (leaves)
            page.Find("dialog form").Submit();
        else
            Button(page, "Cancel").Click();
        await navigating;

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("dialog h2")));
        page.WaitForAssertion(() => Assert.Equal(leaves ? "deployments" : "deployments/iris/edit", Address));
    }

    [Fact]
    public async Task A_draft_of_this_revision_is_offered_and_restored()
    {
        await DeployAsync();
        OfferDraft(new FormDraft(1, new Dictionary<string, string> { ["description"] = "typed before" }, Automatic: false));
        var page = OpenEdit();

        page.WaitForElement(".draft");
        Assert.Contains("never submitted", page.Find(".draft").TextContent, StringComparison.Ordinal);
        Button(page, "Restore").Click();

        page.WaitForAssertion(() => Assert.Equal("typed before", page.Find("#field-description").GetAttribute("value")));
        Assert.Empty(page.FindAll(".draft"));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(7, false)]
    public async Task After_a_lost_connection_a_draft_comes_back_by_itself_unless_the_deployment_was_changed(long revision, bool comesBack)
    {
        await DeployAsync();
        OfferDraft(new FormDraft(revision, new Dictionary<string, string> { ["description"] = "typed before" }, Automatic: true));

        var page = OpenEdit();

        page.WaitForElement(".draft");
        page.WaitForAssertion(() => Assert.Equal(comesBack ? "typed before" : "", page.Find("#field-description").GetAttribute("value") ?? ""));
        Assert.Equal(comesBack ? 0 : 2, page.FindAll(".draft button").Count);
    }

    private void OfferDraft(FormDraft draft)
    {
        var watch = JSInterop.SetupModule("/js/form-draft.js").SetupModule("watch", _ => true);
        watch.Setup<FormDraft?>("kept").SetResult(draft);
        watch.SetupVoid("forget").SetVoidResult();
        watch.SetupVoid("end").SetVoidResult();
    }

    private IRenderedComponent<EditDeploymentPage> OpenEdit() =>
        Open<EditDeploymentPage>(Ada, parameters => parameters.Add(page => page.Id, "iris"));

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<EditDeploymentPage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
