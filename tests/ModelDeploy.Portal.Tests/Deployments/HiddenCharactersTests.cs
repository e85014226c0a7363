using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Audit;
using ModelDeploy.Portal.Components.Deployments.Detail;
using ModelDeploy.Portal.Components.Deployments.Form;
using ModelDeploy.Portal.Components.Deployments.Grid;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

/// <summary>What hides in texts that people wrote is shown by its number, on every page that shows them.</summary>
public sealed class HiddenCharactersTests : PagesContext
{
    private const string Turned = "gnp\u202etxt.exe\u200b";
    private const string Shown = "gnp\\u202etxt.exe\\u200b";

    private static readonly DeploymentSpec Spec = ASpec.Usual.WithDisplayName("Name " + Turned).WithMetadata("owner", "Value " + Turned).WithEnv("WHERE", "Env " + Turned)
        with
    { Description = "First\nDescription " + Turned };

    [Fact]
    public async Task The_cards_and_the_metadata_dialog()
    {
        await DeployAsync(spec: Spec);
        var page = Open<DeploymentsPage>(Ada);
        page.WaitForElement(".peek .link-button").Click();

        ExpectShown(page, "Name", "Value");
    }

    [Fact]
    public async Task The_information_tab()
    {
        await DeployAsync(spec: Spec);
        await ShowAsync("iris", DeploymentPhase.Failed, status => status with
        {
            Failure = new(Core.Diagnosis.FailureReason.RuntimeRejected, "Failure " + Turned, ["Evidence " + Turned], "Next " + Turned),
        });
        var page = OpenDetail("/deployments/iris");
        page.WaitForElement(".failure");

        ExpectShown(page, "Name", "Value", "Description", "Failure", "Evidence", "Next");
        Assert.Contains("First\nDescription", page.Find(".free-text").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_and_its_dialog()
    {
        await DeployAsync(spec: Spec);
        await Commands.UpdateAsync(Admin, "iris", Spec with { Replicas = 2 }, "Message " + Turned, null, CancellationToken.None);
        var page = OpenDetail("/deployments/iris?tab=history");
        page.WaitForElement("[aria-label='View revision 2']").Click();
        page.WaitForElement("dialog");

        ExpectShown(page, "Name", "Value", "Description", "Message", "Env");
    }

    [Fact]
    public async Task The_audit_trail()
    {
        await DeployAsync(spec: Spec);
        await Commands.UpdateAsync(Admin, "iris", Spec with { Replicas = 2 }, "Message " + Turned, null, CancellationToken.None);
        var page = Open<AuditPage>(Admin);
        page.WaitForElement("tbody");

        ExpectShown(page, "Name", "Message");
    }

    [Fact]
    public async Task The_choices_of_a_form()
    {
        var group = (await Catalog.ReadAsync(CancellationToken.None)).Group("demo")!;
        await Catalog.SaveGroupAsync(group with { DisplayName = "Group " + Turned }, CancellationToken.None);
        var type = (await Catalog.ReadAsync(CancellationToken.None)).InstanceTypes[0];
        await Catalog.SaveInstanceTypeAsync(type with { DisplayName = "Type " + Turned, Description = "What it is " + Turned }, CancellationToken.None);
        var cache = Services.GetRequiredService<CatalogCache>();
        await Eventually.TrueAsync(() => cache.Current.InstanceType(type.Name)!.DisplayName != type.DisplayName, "the catalog is read again");
        var page = Open<CreateDeploymentPage>(Ada);

        ExpectShown(page, "Group", "Type", "What it is");
    }

    private IRenderedComponent<DeploymentPage> OpenDetail(string address)
    {
        Navigation.NavigateTo(address);
        return Open<DeploymentPage>(Admin, parameters => parameters.Add(page => page.Id, "iris"));
    }

    private static void ExpectShown<TPage>(IRenderedComponent<TPage> page, params IEnumerable<string> texts) where TPage : IComponent
    {
        page.WaitForAssertion(() => Assert.All(texts, text => Assert.Contains($"{text} {Shown}", page.Markup, StringComparison.Ordinal)));
        Assert.DoesNotContain('\u202e', page.Markup);
        Assert.DoesNotContain('\u200b', page.Markup);
    }
}
