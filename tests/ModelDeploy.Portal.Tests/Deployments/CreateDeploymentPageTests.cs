using Bunit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;
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
        page.WaitForAssertion(() => Assert.Matches("^groesse-gewicht-[a-z0-9]{5}$", (string?)Assert.Single(proposals.Invocations).Arguments[1]));

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
        Assert.Equal(["Replicas", "Deployment Name", "Deployment ID", "Model Image"], page.FindAll(".mend-fields button").Select(link => link.TextContent));
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
        Assert.Equal("Does not fit: 0.5 CPU more needed.", page.Find("#field-replicas-error").TextContent.Trim());
        JSInterop.VerifyFocusAsyncInvoke();
    }

    [Fact]
    public void The_smallest_instance_type_and_the_only_group_are_chosen()
    {
        var page = Open<CreateDeploymentPage>(Ada);
        page.WaitForElement("form");

        Assert.Equal("demo", Value(page, "Group"));
        Assert.Equal("cpu-tiny", page.FindAll("input[name=instanceType]").Single(button => button.HasAttribute("checked")).GetAttribute("value"));
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

    [Fact]
    public async Task An_instance_type_without_room_says_why_and_can_be_chosen()
    {
        await DeployAsync("large", ASpec.Usual.WithReplicas(5));
        await HoldAsync("large", 2.5m);
        var page = Open<CreateDeploymentPage>(Ada);
        page.WaitForElement("form");

        page.WaitForAssertion(() => Assert.Equal("No room now: one replica needs 0.5 CPU more.", page.Find(".tile-note").TextContent.Trim()));
        page.Find("input[value=cpu-medium]").Change("cpu-medium");

        page.WaitForAssertion(() => Assert.Equal("Does not fit: 0.5 CPU more needed.", page.Find(".quota-verdict").TextContent.Trim()));
        page.WaitForAssertion(() => Assert.Contains("Iris", page.Find(".quota-freed").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_quota_and_a_new_instance_type_are_shown_without_touching_anything()
    {
        var page = Open<CreateDeploymentPage>(Ada);
        Type(page, "Replicas", "9");
        page.WaitForAssertion(() => Assert.Contains("Does not fit", page.Find(".quota-verdict").TextContent, StringComparison.Ordinal));

        var group = (await Catalog.ReadAsync(CancellationToken.None)).Group("demo")!;
        await Catalog.SaveGroupAsync(group.WithQuota(cpu: 40), CancellationToken.None);
        await Catalog.SaveInstanceTypeAsync(AnInstanceType.Named("gpu").WithResources(1, 1L << 30, 1), CancellationToken.None);

        page.WaitForAssertion(() => Assert.Equal("Fits.", page.Find(".quota-verdict").TextContent.Trim()));
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".tile").Count));
        Assert.Equal("9", Value(page, "Replicas"));
    }

    [Fact]
    public async Task A_clone_has_a_new_id_and_wants_its_secrets_again()
    {
        await DeployAsync(spec: ASpec.Usual.WithReplicas(3).WithEnv("TOKEN", "hunter2", secret: true));
        Navigation.NavigateTo("/deployments/create?from=iris");
        var page = Open<CreateDeploymentPage>(Ada);
        page.WaitForElement("form");
        Assert.Equal(("Iris copy", "3"), (Value(page, "Deployment Name"), Value(page, "Replicas")));

        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Enter the value again", page.Find("[id='field-env[0].value-error']").TextContent, StringComparison.Ordinal));

        page.Find("[id='field-env[0].value']").Input("new");
        page.Find("form").Submit();
                page.WaitForAssertion(() => Assert.Matches("^deployments/iris-copy-[a-z0-9]{5}$", Address));
        var stored = await Store.GetAsync(new DeploymentKey(Address.Split('/')[1]), CancellationToken.None);
        Assert.Equal([new EnvVariable("TOKEN", "new", Secret: true)], stored!.Spec.Env);
    }

    [Theory]
    [InlineData("secret-one")]
    [InlineData("nobody-knows")]
    public async Task A_clone_of_what_one_may_not_see_starts_empty_and_says_so(string id)
    {
        await DeployAsync("secret-one", ASpec.Usual.WithGroup("other").WithDisplayName("Hidden"));
        Navigation.NavigateTo($"/deployments/create?from={id}");

        var page = Open<CreateDeploymentPage>(Ada);
        page.WaitForElement("form");

        Assert.Equal("", Value(page, "Deployment Name") ?? "");
        Assert.Contains("There is no deployment", page.Find(".page-subtitle").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pasted_manifest_fills_the_form_and_one_with_mistakes_does_not()
    {
        Navigation.NavigateTo("/deployments/create?view=yaml");
        var page = Open<CreateDeploymentPage>(Ada);
        var text = page.WaitForElement("#field-yaml").GetAttribute("value")!;

        page.Find("#field-yaml").Input(text.Replace("displayName: \"\"", "displayName: From YAML", StringComparison.Ordinal).Replace("replicas: 1", "replicas: 4", StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(("From YAML", "4"), (Value(page, "Deployment Name"), Value(page, "Replicas"))));

        page.Find("#field-yaml").Input(text.Replace("replicas: 1", "replica: 5", StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("predictors has no field replica; did you mean replicas?", page.Find(".yaml-errors").TextContent, StringComparison.Ordinal));
        Assert.Equal("4", Value(page, "Replicas"));
        Assert.Equal("Unknown until the manifest can be read.", page.Find(".summary .quota-verdict").TextContent.Trim());
        page.Find("form").Submit();
        Assert.Empty(page.FindAll(".notice-title"));
    }

    [Fact]
    public void What_a_command_refuses_is_told_at_the_manifests_line()
    {
        Navigation.NavigateTo("/deployments/create?view=yaml");
        var page = Open<CreateDeploymentPage>(Ada);
        var lines = page.WaitForElement("#field-yaml").GetAttribute("value")!.Split('\n').ToList();

        page.Find("form").Submit();

        var line = 1 + lines.FindIndex(found => found.Contains("modelImage", StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains($"Line {line} Enter a model image.", page.Find(".yaml-errors").TextContent, StringComparison.Ordinal));
    }

    private async Task HoldAsync(string id, decimal cpu) => await ShowAsync(id, DeploymentPhase.Deployed, status => status with
    {
        Grant = new Grant
        {
            Template = "t", Inputs = "i", Each = new Resources(cpu, 1, 0), Replicas = 1, Surge = 0, Total = new Resources(cpu, 1, 0), At = AChange.Start,
        },
    });

    private static void Type(IRenderedComponent<CreateDeploymentPage> page, string label, string text)
    {
        page.WaitForElement("form");
        Field(page, label).Input(text);
    }

    private static string? Value(IRenderedComponent<CreateDeploymentPage> page, string label) => Field(page, label).GetAttribute("value");

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<CreateDeploymentPage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
