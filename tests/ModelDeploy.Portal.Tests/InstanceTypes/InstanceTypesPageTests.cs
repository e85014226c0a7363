using Bunit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Portal.Components.InstanceTypes;
using ModelDeploy.Portal.Components.Shared;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.InstanceTypes;

public sealed class InstanceTypesPageTests : PagesContext
{
    [Fact]
    public void A_member_reads_what_there_is()
    {
        var page = Open<InstanceTypesPage>(Ada);

        page.WaitForElement("tbody tr");

        Assert.Equal(["0.5 CPU", "2 CPU"], page.FindAll("td[data-label=CPU]").Select(cell => cell.TextContent.Trim()).Order());
        Assert.Empty(page.FindAll("td button, .page-actions button"));
    }

    [Fact]
    public async Task Who_uses_one_is_counted_live_and_listed()
    {
        var page = Open<InstanceTypesPage>(Ada);
        page.WaitForElement("tbody tr");
        Assert.Empty(page.FindAll("[aria-label$='who uses cpu-tiny']"));

        await DeployAsync();
        await DeployAsync("second", ASpec.Usual.WithGroup("other"));
        page.WaitForAssertion(() => Assert.Equal("1 deployment", page.Find("[aria-label$='who uses cpu-tiny']").TextContent));
        page.Find("[aria-label$='who uses cpu-tiny']").Click();

        Assert.Equal("/deployments/iris", Assert.Single(page.FindAll("dialog li a")).GetAttribute("href"));
        page.Find("dialog [aria-label=Close]").Click();
        Assert.Empty(page.FindAll("dialog li"));
    }

    [Fact]
    public async Task An_administrator_creates_one()
    {
        var page = Open<InstanceTypesPage>(Admin);
        page.WaitForElement("tbody tr");
        page.Find(".page-actions button").Click();
        page.Find("#field-name").Input("gpu-one");
        page.Find("#field-displayName").Input("One GPU");
        page.Find("#field-cpu").Input("3.5");
        page.Find("#field-memory").Input("0.5");
        page.Find("#field-gpu").Input("1");

        page.Find("#instance-type-form").Submit();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#instance-type-form")));
        Assert.Equal(new Resources(3.5m, 512L << 20, 1), (await TypeAsync("gpu-one"))?.Resources);
    }

    [Fact]
    public async Task Every_error_comes_at_its_field_and_nothing_is_stored()
    {
        var page = Open<InstanceTypesPage>(Admin);
        page.WaitForElement("tbody tr");
        page.Find("[aria-label='Edit cpu-tiny']").Click();
        page.Find("#field-displayName").Input("");
        page.Find("#field-cpu").Input("0.05");

        page.Find("#instance-type-form").Submit();

        page.WaitForAssertion(() => Assert.Equal(["field-displayName", "field-cpu"], page.FindAll("[aria-invalid=true]").Select(field => field.Id)));
        Assert.Equal(0.5m, (await TypeAsync("cpu-tiny"))?.Resources.Cpu);
    }

    [Fact]
    public async Task One_that_is_in_use_is_deleted_once_the_question_said_what_that_means()
    {
        await DeployAsync();
        var page = Open<InstanceTypesPage>(Admin);
        page.WaitForElement("tbody tr");

        page.Find("[aria-label='Delete cpu-tiny']").Click();
        Assert.StartsWith("1 deployment uses cpu-tiny.", page.WaitForElement("dialog .dialog-body").TextContent.Trim(), StringComparison.Ordinal);
        page.Find("dialog form").Submit();

        await Eventually.TrueAsync(async () => await TypeAsync("cpu-tiny") is null, "deleted");
        Assert.NotNull(await Store.GetAsync(new DeploymentKey("iris"), CancellationToken.None));
    }

    private async Task<InstanceType?> TypeAsync(string name) => (await Catalog.ReadAsync(CancellationToken.None)).InstanceType(name);
}
