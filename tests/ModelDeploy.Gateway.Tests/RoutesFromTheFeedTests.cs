using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Gateway.Routing;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Gateway.Tests;

/// <summary>The whole way from a store through the feed to the routes.</summary>
public sealed class RoutesFromTheFeedTests
{
    private readonly InMemoryDeploymentStore _store = new();

    [Fact]
    public async Task A_deployment_is_routed_to_when_its_status_says_so_and_the_controller_has_looked()
    {
        await using var host = await StartAsync();
        var routes = host.Services.GetRequiredService<GatewayRoutes>();
        var created = Stored(await _store.CreateAsync(new DeploymentKey("iris"), ASpec.Usual, AChange.Of(ChangeAction.Created), default));
        await Eventually.TrueAsync(() => routes.Current?.Find("iris") is { Replicas.IsEmpty: true }, "the new deployment is known");

        var observed = Stored(await _store.UpdateStatusAsync(created.Key, Routed.Iris("http://127.0.0.1:20001").Status, created.Version, default));
        host.Services.GetRequiredService<FirstLooks>().Add(observed);
        await Eventually.TrueAsync(() => routes.Current!.Find("iris") is { Replicas.Length: 1 }, "its replica is routed to");
    }

    [Fact]
    public async Task A_deleted_deployment_is_stopped_first_and_unknown_once_it_is_gone()
    {
        var created = Stored(await _store.CreateAsync(new DeploymentKey("iris"), ASpec.Usual, AChange.Of(ChangeAction.Created), default));
        await using var host = await StartAsync();
        var routes = host.Services.GetRequiredService<GatewayRoutes>();
        await Eventually.TrueAsync(() => routes.Current?.Find("iris") is { IsStopped: false }, "the deployment from before is known");

        var marked = Stored(await _store.MarkDeletedAsync(created.Key, AChange.Of(ChangeAction.Deleted), created.Version, default));
        await Eventually.TrueAsync(() => routes.Current!.Find("iris") is { IsStopped: true }, "the deployment is stopped");

        await _store.ForgetAsync(marked.Key, marked.Version, default);
        await Eventually.TrueAsync(() => routes.Current!.Find("iris") is null, "the deployment is unknown");
    }

    private static Deployment Stored(StoreResult<Deployment> result) => Assert.IsType<StoreResult<Deployment>.Stored>(result).Value;

    private async Task<ServiceHost> StartAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddGateway();
        services.AddSingleton<IDeploymentStore>(_store);
        services.AddSingleton<ICatalog>(new InMemoryCatalog());
        services.AddSingleton<FirstLooks>();
        services.AddSingleton<CatalogCache>();
        services.AddSingleton<DeploymentFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<CatalogCache>());
        services.AddHostedService(provider => provider.GetRequiredService<DeploymentFeed>());
        return await ServiceHost.StartAsync(services);
    }
}
