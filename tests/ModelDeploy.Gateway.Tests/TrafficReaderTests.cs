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
    }

    private static async Task<ServiceHost> StartAsync(IDeploymentStore store)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddGateway();
        services.AddSingleton(store);
        services.AddSingleton<ICatalog>(new InMemoryCatalog([AGroup.Named().WithMember(AChange.Ada)], []));
        services.AddSingleton<FirstLooks>();
        services.AddSingleton<CatalogCache>();
        services.AddSingleton<DeploymentFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<CatalogCache>());
        services.AddHostedService(provider => provider.GetRequiredService<DeploymentFeed>());
        return await ServiceHost.StartAsync(services);
    }
}
