using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Detail;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class ClientsPanelTests : PagesContext
{
    [Fact]
    public async Task Only_a_private_endpoint_has_a_tab_for_clients()
    {
        await DeployAsync(ASpec.Usual);
        var page = Open<DeploymentPage>(Ada, parameters => parameters.Add(shown => shown.Id, "iris"));
        page.WaitForElement("[role=tab]");
        Assert.DoesNotContain(page.FindAll("[role=tab]"), tab => tab.TextContent == "Clients");

        await Commands.UpdateAsync(Ada, "iris", Private, "", null, CancellationToken.None);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("[role=tab]"), tab => tab.TextContent == "Clients"));
    }

    [Fact]
    public async Task A_key_is_shown_once_with_a_command_and_then_only_its_name()
    {
        await DeployAsync(Private);
        Navigation.NavigateTo("/deployments/iris?tab=clients");
        var page = Open<DeploymentPage>(Ada, parameters => parameters.Add(shown => shown.Id, "iris"));
        page.WaitForElement(".empty button").Click();
        page.WaitForElement("#client-form input").Input("ci");
        page.Find("#client-form").Submit();

        var key = page.WaitForElement(".secret-once code").TextContent;
        Assert.True(ClientKeyText.IsKey(key));
        Assert.Contains($"-u 'ci:{key}'", page.FindAll(".secret-once code")[1].TextContent);
        page.FindAll("dialog .button.primary").Single(button => button.TextContent == "Done").Click();

        page.WaitForAssertion(() => Assert.Equal("ci", page.Find(".clients th[scope=row]").TextContent));
        Assert.DoesNotContain(key, page.Markup);
        Assert.DoesNotContain(ClientKeyText.HashOf(key)!, page.Markup);
    }

    [Fact]
    public async Task Every_key_has_its_end_and_can_be_revoked_by_itself()
    {
        await DeployAsync(Private);
        var keys = Services.GetRequiredService<ClientKeyCommands>();
        await keys.AddAsync(Ada, "iris", "ci", 1, CancellationToken.None);
        await keys.RotateAsync(Ada, "iris", "ci", TimeSpan.FromHours(1), null, CancellationToken.None);
        Navigation.NavigateTo("/deployments/iris?tab=clients");
        var page = Open<DeploymentPage>(Ada, parameters => parameters.Add(shown => shown.Id, "iris"));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".client-keys li").Count));
        Assert.Contains("does not expire", page.FindAll(".client-keys li")[0].TextContent);
        Assert.Contains("Expires soon", page.FindAll(".client-keys li")[1].TextContent);
        page.FindAll(".client-keys button")[1].Click();
        page.WaitForElement("dialog .button.danger").Click();
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".client-keys li")));
    }

    private static DeploymentSpec Private { get; } = ASpec.Usual with { Access = AccessType.Private };

    private Task DeployAsync(DeploymentSpec spec) => Commands.CreateAsync(Ada, "iris", spec, CancellationToken.None);
}
