using Bunit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Form;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class CreateDeploymentPageTests : PagesContext
{
    [Fact]
    public async Task Deploy_stores_what_was_typed_and_leads_to_the_deployment()
    {
        var page = Open<CreateDeploymentPage>(Ada);
        Type(page, "Deployment Name", "My Iris");
        Type(page, "Deployment ID", "my-iris");
        Type(page, "Model Image", "modeldeploy/iris:1.0");
        Type(page, "Replicas", "2");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("deployments/my-iris", Address));
        var stored = await Store.GetAsync(new DeploymentKey("my-iris"), CancellationToken.None);
        Assert.Equal(ASpec.Usual.WithDisplayName("My Iris").WithReplicas(2), stored?.Spec);
        Assert.Equal("/deployments/my-iris", Assert.Single(Toasts).Href);
    }

    [Fact]
    public void An_id_is_proposed_from_the_name_until_one_is_typed()
    {
        var proposals = JSInterop.SetupModule("/js/forms.js").SetupVoid("propose", _ => true).SetVoidResult();
        var page = Open<CreateDeploymentPage>(Ada);

        Type(page, "Deployment Name", "Größe & Gewicht");
        page.WaitForAssertion(() => Assert.Matches("^gr-e-gewicht-[a-z0-9]{5}$", (string?)Assert.Single(proposals.Invocations).Arguments[1]));

        Type(page, "Deployment ID", "mine");
        Type(page, "Deployment Name", "Another");
        Assert.Single(proposals.Invocations);
    }

    [Fact]
    public async Task The_proposed_id_is_used_when_none_is_typed_and_an_emptied_one_is_refused()
    {
        var page = Open<CreateDeploymentPage>(Ada);
        Type(page, "Deployment Name", "Iris");
        Type(page, "Deployment ID", "");
        Type(page, "Model Image", "modeldeploy/iris:1.0");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Enter a deployment ID.", page.Find("#field-id-error").TextContent, StringComparison.Ordinal));

        var another = Open<CreateDeploymentPage>(Ada);
        Type(another, "Deployment Name", "Iris");
        Type(another, "Model Image", "modeldeploy/iris:1.0");
        another.Find("form").Submit();

        another.WaitForAssertion(() => Assert.NotEmpty(Toasts));
        Assert.Matches("^iris-[a-z0-9]{5}$", Assert.Single(await Store.ListAsync(CancellationToken.None)).Id);
    }

    [Fact]
    public async Task A_taken_id_is_told_while_typing()
    {
        await DeployAsync("iris", ASpec.Usual.WithGroup("other"));
        var page = Open<CreateDeploymentPage>(Ada);

        Type(page, "Deployment ID", "iris");
        page.WaitForAssertion(() => Assert.Contains("is taken", page.Find(".field-check").TextContent, StringComparison.Ordinal));

        Type(page, "Deployment ID", "iris-2");
        page.WaitForAssertion(() => Assert.Equal("Free", page.Find(".field-check").TextContent));
    }

    [Fact]
    public async Task Every_error_comes_at_once_at_its_field_and_nothing_is_lost()
    {
        var page = Open<CreateDeploymentPage>(Ada);
        Type(page, "Deployment ID", "NOT VALID");
        Type(page, "Replicas", "0");
        Type(page, "Model Image", "UPPER CASE");
        Type(page, "Description", "Kept");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal(
            ["Replicas", "Deployment Name", "Deployment ID", "Model Image"],
            page.FindAll("[aria-invalid=true]").Select(field => page.Find($"label[for='{field.Id}']").TextContent)));
        Assert.Equal("4 fields need your attention.", page.Find(".notice-title").TextContent);
        Assert.Equal("Kept", Value(page, "Description"));
        Assert.Empty(await Store.ListAsync(CancellationToken.None));
    }

    [Fact]
    public void More_than_the_quota_says_by_how_much_before_and_after_the_submit()
    {
        var page = Open<CreateDeploymentPage>(Ada);
        Type(page, "Deployment Name", "Big");
        Type(page, "Model Image", "modeldeploy/iris:1.0");
        Type(page, "Replicas", "9");
        page.WaitForAssertion(() => Assert.Equal("Does not fit: 0.5 CPU more needed.", page.Find(".quota-verdict").TextContent.Trim()));

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("4.5 CPU wanted, 0 CPU of 4 CPU used", page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Equal("9", Value(page, "Replicas"));
    }

    [Fact]
    public void The_smallest_instance_type_and_the_only_group_are_chosen()
    {
        var page = Open<CreateDeploymentPage>(Ada);
        page.WaitForElement("form");

        Assert.Equal("demo", Value(page, "Group"));
        Assert.Equal("cpu-tiny", Value(page, "Instance Type"));
        Assert.Equal(["modeldeploy/iris:1.0", "modeldeploy/iris:2.0"], page.FindAll("#model-images option").Select(option => option.GetAttribute("value")));
    }

    [Fact]
    public void Rows_can_be_added_and_removed()
    {
        var page = Open<CreateDeploymentPage>(Ada);
        page.WaitForElement("form");

        Button(page, "Add metadata").Click();
        Button(page, "Add metadata").Click();
        page.Find("[aria-label='Remove metadata 1']").Click();

        Assert.Single(page.FindAll(".row"));
    }

    private static void Type(IRenderedComponent<CreateDeploymentPage> page, string label, string text)
    {
        page.WaitForElement("form");
        Field(page, label).Input(text);
    }

    private static string? Value(IRenderedComponent<CreateDeploymentPage> page, string label) => Field(page, label).GetAttribute("value");

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<CreateDeploymentPage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
