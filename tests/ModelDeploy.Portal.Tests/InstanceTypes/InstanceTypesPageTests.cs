using Bunit;
using ModelDeploy.Core;
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
    public async Task One_for_listed_groups_names_its_reader_only_those_that_they_may_see()
    {
        await Catalog.SaveInstanceTypeAsync(AnInstanceType.Named("shared").ForGroups("demo", "other"), CancellationToken.None);

        Assert.Equal("demo", GroupsShownTo(Ada));
    }

    [Fact]
    public async Task One_for_listed_groups_names_an_administrator_all_of_them()
    {
        await Catalog.SaveInstanceTypeAsync(AnInstanceType.Named("shared").ForGroups("demo", "other"), CancellationToken.None);

        Assert.Equal("demo, other", GroupsShownTo(Admin));
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

    [Fact]
    public async Task An_administrator_says_on_which_nodes_replicas_run()
    {
        var page = Open<InstanceTypesPage>(Admin);
        page.WaitForElement("tbody tr");
        page.Find("[aria-label='Edit cpu-tiny']").Click();
        page.Find("#field-gpu").Input("2");
        page.Find("#field-gpuResource").Input("amd.com/gpu");
        Press(page, "Add Label");
        Field(page, "nodeSelector[0].name").Input("disk");
        Field(page, "nodeSelector[0].value").Input("ssd");
        Press(page, "Add Label");
        Press(page, "Add Toleration");
        Press(page, "Add Toleration");
        Field(page, "tolerations[1].key").Input("gpu");
        Field(page, "tolerations[1].operator").Change("Exists");
        Field(page, "tolerations[1].effect").Change("NoExecute");
        Field(page, "tolerations[1].tolerationSeconds").Input("300");

        page.Find("#instance-type-form").Submit();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#instance-type-form")));
        var saved = (await TypeAsync("cpu-tiny"))!;
        Assert.Equal("amd.com/gpu", saved.GpuResource);
        Assert.Equal([new NodeLabel("disk", "ssd")], saved.NodeSelector);
        Assert.Equal([new Toleration("gpu", "Exists", null, "NoExecute", 300)], saved.Tolerations);
        page.WaitForAssertion(() => Assert.Equal(
            ["only on nodes with disk=ssd", "tolerates gpu:NoExecute for 300 s", "amd.com/gpu"], page.FindAll("tbody .row-note").Select(line => line.TextContent)));
    }

    [Fact]
    public async Task What_a_cluster_would_refuse_is_told_at_its_row()
    {
        var type = Assert.IsType<StoreResult<InstanceType>.Stored>(await Catalog.SaveInstanceTypeAsync(
            (await TypeAsync("cpu-tiny"))! with { NodeSelector = [new NodeLabel("disk", "ssd")], Tolerations = [new Toleration("gpu", "Exists", null, null)] }, CancellationToken.None)).Value;
        var page = Open<InstanceTypesPage>(Admin);
        page.WaitForElement("tbody tr");
        page.Find("[aria-label='Edit cpu-tiny']").Click();
        page.WaitForElement("#field-gpuResource").Input("gpu");
        Press(page, "Add Label");
        Field(page, "nodeSelector[1].name").Input("disk");
        Field(page, "tolerations[0].value").Input("yes");
        Field(page, "tolerations[0].tolerationSeconds").Input("soon");

        page.Find("#instance-type-form").Submit();
        page.WaitForAssertion(() => Assert.Equal(["field-tolerations[0].tolerationSeconds"], Invalid(page)));
        Field(page, "tolerations[0].tolerationSeconds").Input("");
        page.Find("#instance-type-form").Submit();

        page.WaitForAssertion(() => Assert.Equal(["field-gpuResource", "field-nodeSelector[1].name", "field-tolerations[0].value"], Invalid(page)));
        Assert.Equal(type, await TypeAsync("cpu-tiny"));
        page.Find("[aria-label='Remove label 1']").Click();
        page.Find("[aria-label='Remove toleration 1']").Click();
        page.Find("#field-gpuResource").Input("");
        page.Find("#instance-type-form").Submit();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#instance-type-form")));
        Assert.Equal([new NodeLabel("disk", "")], (await TypeAsync("cpu-tiny"))!.NodeSelector);
        Assert.Empty((await TypeAsync("cpu-tiny"))!.Tolerations);
    }

    [Theory]
    [InlineData("gpu", "Exists", null, "NoSchedule", null, "tolerates gpu:NoSchedule")]
    [InlineData("gpu", null, "yes", null, null, "tolerates gpu=yes")]
    [InlineData("gpu", "Equal", "yes", "NoExecute", 60L, "tolerates gpu=yes:NoExecute for 60 s")]
    [InlineData(null, "Exists", null, "NoExecute", null, "tolerates *:NoExecute")]
    [InlineData(null, "Exists", null, null, null, "tolerates every taint")]
    public void A_toleration_reads_as_kubectl_writes_its_taint(string? key, string? with, string? value, string? effect, long? seconds, string text) =>
        Assert.Equal(text, Assert.Single(PlacementText.Of(AnInstanceType.Named() with { Tolerations = [new Toleration(key, with, value, effect, seconds)] })));

    private static IEnumerable<string?> Invalid(IRenderedComponent<InstanceTypesPage> page) => page.FindAll("[aria-invalid=true]").Select(field => field.Id);

    private static AngleSharp.Dom.IElement Field(IRenderedComponent<InstanceTypesPage> page, string path) => page.Find($"[id='field-{path}']");

    private static void Press(IRenderedComponent<InstanceTypesPage> page, string button) =>
        page.FindAll("dialog button").Single(one => one.TextContent.Trim() == button).Click();

    private string GroupsShownTo(Viewer viewer)
    {
        var page = Open<InstanceTypesPage>(viewer);
        page.WaitForAssertion(() => Assert.Contains("shared", page.Find("tbody").TextContent, StringComparison.Ordinal));
        return page.FindAll("tbody tr").Single(row => row.TextContent.Contains("shared", StringComparison.Ordinal)).QuerySelector("td[data-label=Groups]")!.TextContent.Trim();
    }

    private async Task<InstanceType?> TypeAsync(string name) => (await Catalog.ReadAsync(CancellationToken.None)).InstanceType(name);
}
