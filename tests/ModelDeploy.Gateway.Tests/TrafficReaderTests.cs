using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Gateway.Counting;
using ModelDeploy.Gateway.Routing;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Gateway.Tests;

public sealed class TrafficReaderTests
{
    private static readonly Viewer Ada = new(AChange.Ada.Key, AChange.Ada.Name, IsSystemAdmin: false);
    private static readonly Viewer Eve = new(new PersonKey(PersonKey.LocalIssuer, "eve"), "Eve", IsSystemAdmin: false);

    [Fact]
    public async Task Only_those_who_may_see_a_deployment_read_its_numbers()
    {
        var store = new InMemoryDeploymentStore();
        await store.CreateAsync(new DeploymentKey("iris"), ASpec.Usual.WithGroup("demo"), AChange.Of(ChangeAction.Created), default);
        await using var host = await StartAsync(store);
        var traffic = host.Services.GetRequiredService<TrafficReader>();
        var routes = host.Services.GetRequiredService<GatewayRoutes>();
        await Eventually.TrueAsync(() => routes.Current?.Find("iris") is not null, "the deployment is known");

        Assert.All([Ada, Viewer.System], viewer => Assert.Equal(TrafficHistory.Length, traffic.HistoryOf(viewer, "iris")?.Points.Count));
        Assert.All([Ada, Viewer.System], viewer => Assert.Equal(0, traffic.CountersOf(viewer, "iris")?.Requests));
        Assert.Null(traffic.HistoryOf(Eve, "iris"));
        Assert.Null(traffic.CountersOf(Eve, "iris"));
        Assert.Null(traffic.HistoryOf(Viewer.System, "other"));
        Assert.All([Ada, Viewer.System], viewer => Assert.Equal(60, traffic.RequestsPerMinuteOf(viewer, "iris")?.Count));
        Assert.Null(traffic.RequestsPerMinuteOf(Eve, "iris"));
    }

    [Theory]
    [InlineData("admin", null, "ours theirs")]
    [InlineData("admin", "theirs", "theirs")]
    [InlineData("ada", null, "ours")]
    [InlineData("ada", "theirs", "")]
    [InlineData("bob", null, "")]
    [InlineData("eve", null, "")]
    public async Task The_overview_holds_what_the_viewer_manages(string who, string? group, string expected)
    {
        var store = new InMemoryDeploymentStore();
        foreach (var id in new[] { "ours", "theirs" })
            await store.CreateAsync(new DeploymentKey(id), ASpec.Usual.WithGroup(id), AChange.Of(ChangeAction.Created), default);
        var bob = new PersonRef(new PersonKey(PersonKey.LocalIssuer, "bob"), "Bob");
        await using var host = await StartAsync(store, AGroup.Named("ours").WithMember(AChange.Ada, GroupRole.Admin).WithMember(bob), AGroup.Named("theirs"));
        var routes = host.Services.GetRequiredService<GatewayRoutes>();
        await Eventually.TrueAsync(() => routes.Current?.Find("theirs") is not null, "the deployments are known");
        foreach (var id in new[] { "ours", "theirs" })
            routes.Current!.Find(id)!.Counters.End(new CountedRequest(GatewayService.Predictions, "POST", 200, TimeSpan.Zero, DateTimeOffset.UtcNow - TimeSpan.FromMinutes(10)));
        var viewer = who switch { "admin" => Viewer.System, "ada" => Ada, "bob" => new Viewer(bob.Key, bob.Name, IsSystemAdmin: false), _ => Eve };

        var overview = host.Services.GetRequiredService<TrafficReader>().OverviewOf(viewer, group, points: 59, spans: 6);

        var ids = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(ids, overview.Deployments.Keys.Order());
        Assert.All(overview.Deployments.Values, total => Assert.Equal(1, total.Predictions));
        Assert.Equal(59, overview.Points.Count);
        Assert.Equal(ids.Length, overview.Points.Sum(point => point.Requests));
    }

    private static async Task<ServiceHost> StartAsync(IDeploymentStore store, params Group[] groups)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddGateway();
        services.AddSingleton(store);
        services.AddSingleton<ICatalog>(new InMemoryCatalog(groups.Length > 0 ? groups : [AGroup.Named().WithMember(AChange.Ada)], []));
        services.AddSingleton<FirstLooks>();
        services.AddSingleton<CatalogCache>();
        services.AddSingleton<DeploymentFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<CatalogCache>());
        services.AddHostedService(provider => provider.GetRequiredService<DeploymentFeed>());
        return await ServiceHost.StartAsync(services);
    }
}
