using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Portal.Components.Deployments.Detail;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class ReplicasPanelTests : PagesContext
{
    [Fact]
    public async Task What_replicas_use_is_shown_and_a_dash_where_nothing_is_known()
    {
        await DeployAsync();
        await ShowAsync("iris", DeploymentPhase.Deployed, status => Serving(status) with { Replicas = Seen.Of("t1", 2).ToEquatableList() });
        Runtime.Usage = [new ReplicaUsage("t1-1", 0.254m, 85L << 20)];
        var deployment = await Store.GetAsync(new DeploymentKey("iris"), CancellationToken.None);

        var panel = Open<ReplicasPanel>(Ada, parameters => parameters.Add(panel => panel.Deployment, deployment!));

        panel.WaitForAssertion(() => Assert.Equal(["0.25 CPU", "–"], Cells(panel, "CPU")));
        Assert.Equal(["85 MiB", "–"], Cells(panel, "Memory"));
    }

    [Fact]
    public async Task Somebody_who_may_not_see_the_deployment_learns_nothing_of_its_replicas()
    {
        await DeployAsync(spec: ASpec.Usual with { Group = "other" });
        Runtime.Usage = [new ReplicaUsage("t1-1", 1, 1)];
        var reader = new UsageReader(Services.GetRequiredService<DeploymentFeed>(), Runtime);

        Assert.Empty(await reader.ReadAsync(Ada, "iris", CancellationToken.None));
        Assert.Single(await reader.ReadAsync(Admin, "iris", CancellationToken.None));
    }

    [Theory]
    [InlineData(512L, null, "512 bytes")]
    [InlineData(1_600_000L, null, "1 MiB")]
    [InlineData(90_000_000L, 512L << 20, "85 MiB of 512 MiB")]
    public void Memory_is_told_in_whole_mebibytes(long used, long? limit, string text) =>
        Assert.Equal(text, UsageText.Memory(new ReplicaUsage("a", null, used), limit));

    private static IEnumerable<string> Cells(IRenderedComponent<ReplicasPanel> panel, string title) =>
        panel.FindAll($"td[data-label='{title}']").Select(cell => cell.TextContent.Trim());
}
