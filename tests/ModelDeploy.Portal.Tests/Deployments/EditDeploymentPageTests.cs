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

    private IRenderedComponent<EditDeploymentPage> OpenEdit() =>
        Open<EditDeploymentPage>(Ada, parameters => parameters.Add(page => page.Id, "iris"));

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<EditDeploymentPage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
