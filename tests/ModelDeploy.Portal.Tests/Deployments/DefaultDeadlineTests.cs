using Bunit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Form;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.Tests.Components;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class DefaultDeadlineTests : PagesContext
{
    protected override ModelDeployOptions Options => base.Options with { Deadline = TimeSpan.FromMinutes(2) };

    [Fact]
    public async Task A_new_deployment_gets_the_deadline_that_the_operator_set()
    {
        var page = Open<CreateDeploymentPage>(Ada);
        page.WaitForElement("form");
        Assert.Equal("120", Field(page, "Deadline").GetAttribute("value"));
        Field(page, "Deployment Name").Input("Iris");
        Field(page, "Deployment ID").Input("iris");
        Field(page, "Model Image").Input("modeldeploy/iris:1.0");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("deployments/iris", Address));
        var stored = await Store.GetAsync(new DeploymentKey("iris"), CancellationToken.None);
        Assert.Equal(TimeSpan.FromMinutes(2), stored?.Spec.Deadline);
    }
}
