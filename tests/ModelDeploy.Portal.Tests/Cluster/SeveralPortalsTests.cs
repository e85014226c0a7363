using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Kubernetes;
using ModelDeploy.Portal.Tests.SignIn;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Cluster;

namespace ModelDeploy.Portal.Tests.Cluster;

/// <summary>More than one portal on the same cluster: one leads, all serve.</summary>
public sealed class SeveralPortalsTests : IAsyncLifetime
{
    private const string Id = PrimeHubManifest.Id;
    private static readonly Viewer Admin = new(Account.Administrator.Key, Account.Administrator.Name, IsSystemAdmin: true);

    private APlaceForPortals _place = null!;

    public async ValueTask InitializeAsync() => _place = await APlaceForPortals.CreateAsync();

    public ValueTask DisposeAsync() => _place?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task One_leads_all_serve_and_when_it_ends_the_other_goes_on_where_it_was()
    {
        var first = await _place.StartAsync();
        await Eventually.TrueAsync(() => Leads(first), "the first one leads");
        var second = await _place.StartAsync();
        await _place.ApplyAsync(Kinds.PhDeployment, PrimeHubManifest.Of("localhost/model-server:1"));
        foreach (var portal in new[] { first, second })
        {
            await APlaceForPortals.ShowsAsync(portal, Id, DeploymentPhase.Deployed);
            await Eventually.TrueAsync(async () => await APlaceForPortals.CallAsync(portal, Id) is HttpStatusCode.OK, "its gateway passes requests on");
            await Eventually.TrueAsync(async () => await ReadyAsync(portal), "it is ready");
        }
        Assert.False(Leads(second));
        Assert.Equal(HttpStatusCode.OK, await WithSessionOfAsync(first, second));
        Assert.Null((await PartAsync(second, "Controller")).Problem);
        var before = await PodsAsync();

        await _place.EndAsync(first);
        await Eventually.TrueAsync(() => Leads(second), "the second one leads");
        await Eventually.TrueAsync(() => second.Services.GetRequiredService<ControllerService>().HasLooked, "it has looked at everything");

        Assert.Equal(DeploymentPhase.Deployed, APlaceForPortals.ShownBy(second, Id)!.Phase);
        Assert.Equal(before, await PodsAsync());
        var updated = await second.Services.GetRequiredService<DeploymentCommands>()
            .UpdateAsync(Admin, Id, APlaceForPortals.ShownBy(second, Id)!.Spec with { ModelImage = "localhost/model-server:2" }, "", null, default);
        Assert.IsType<CommandResult<Deployment>.Accepted>(updated);
        await Eventually.TrueAsync(
            () => APlaceForPortals.ShownBy(second, Id) is { Phase: DeploymentPhase.Deployed, Generation: 2 }, "the second one carries out what is changed now");
        Assert.Equal(2, (await _place.ListAsync(Kinds.ReplicaSet)).Count);
    }

    [Fact]
    public async Task Whoever_leaves_one_portal_has_left_all_of_them()
    {
        var (first, second) = (await _place.StartAsync(), await _place.StartAsync());
        using var owner = first.Visitor();
        using var opened = await owner.GetAsync(await first.IssueLinkAsync());
        var copied = Leaving.SessionCookieOf(opened);
        Assert.Equal(HttpStatusCode.OK, await Leaving.AskAsync(second.Address, copied));

        using var left = await owner.LeaveAsync();

        Assert.Equal(HttpStatusCode.Redirect, await Leaving.AskAsync(first.Address, copied));
        await Eventually.TrueAsync(async () => await Leaving.AskAsync(second.Address, copied) is HttpStatusCode.Redirect, "the other one has read it");
    }

    [Fact]
    public async Task Parts_that_run_apart_do_together_what_one_process_does()
    {
        var controller = await _place.StartAsync(("Roles", "Controller"));
        var gateway = await _place.StartAsync(("Roles", "Gateway"));
        var portal = await _place.StartAsync(("Roles", "Portal"));
        await _place.ApplyAsync(Kinds.PhDeployment, PrimeHubManifest.Of("localhost/model-server:1"));

        await APlaceForPortals.ShowsAsync(portal, Id, DeploymentPhase.Deployed);
        await Eventually.TrueAsync(async () => await APlaceForPortals.CallAsync(gateway, Id) is HttpStatusCode.OK, "the gateway passes requests on");
        Assert.Equal(HttpStatusCode.NotFound, await APlaceForPortals.CallAsync(portal, Id));
        Assert.Equal(HttpStatusCode.NotFound, await APlaceForPortals.CallAsync(controller, Id));
        Assert.Equal(HttpStatusCode.OK, await WithSessionOfAsync(portal, portal));
        foreach (var other in new[] { controller, gateway })
        {
            using var visitor = other.Visitor();
            using var page = await visitor.GetAsync(new Uri("/deployments", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        }
        foreach (var part in new[] { controller, gateway, portal })
            await Eventually.TrueAsync(async () => await ReadyAsync(part), "it is ready");
        Assert.Null(portal.Services.GetService<ControllerService>());
        Assert.Null(portal.Services.GetRequiredService<Outages>().Current);
    }

    private static bool Leads(PortalFactory portal) => portal.Services.GetRequiredService<ControllerService>().State.LeadsSince is not null;

    private static async Task<bool> ReadyAsync(PortalFactory portal)
    {
        using var visitor = portal.Visitor();
        using var answer = await visitor.GetAsync(new Uri("/readyz", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }

    /// <summary>What one portal answers to somebody who signed in at another one.</summary>
    private static async Task<HttpStatusCode> WithSessionOfAsync(PortalFactory signedInAt, PortalFactory asked)
    {
        using var visitor = await signedInAt.SignedInAsync();
        using var page = await visitor.GetAsync(new Uri($"{asked.Address}/deployments"));
        return page.StatusCode;
    }

    private static async Task<SystemPart> PartAsync(PortalFactory portal, string title)
    {
        foreach (var part in portal.Services.GetServices<ISystemPart>())
        {
            if (await part.DescribeAsync(default) is var described && described.Name == title)
                return described;
        }
        throw new InvalidOperationException($"There is no part {title}.");
    }

    private async Task<IReadOnlyList<string>> PodsAsync() => [.. (await _place.ListAsync(Kinds.Pod)).Select(pod => $"{pod["metadata"]!["uid"]}").Order()];
}
