using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Local.Store;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Rollouts;

/// <summary>Real models as real processes behind the real gateway, called all the time while they are changed.</summary>
public sealed class RolloutTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private const int LeastDuringAChange = 100;
    private static readonly CancellationToken Stop = CancellationToken.None;
    private static readonly Viewer Admin = new(LocalStore.AdministratorKey, "Administrator", IsSystemAdmin: true);

    private static readonly DeploymentSpec Iris = new()
    {
        Group = "demo",
        DisplayName = "Iris",
        InstanceType = "cpu-tiny",
        ModelImage = "modeldeploy/iris:1.0",
        Replicas = 2,
    };

    private DeploymentCommands Commands => portal.Services.GetRequiredService<DeploymentCommands>();

    [Fact]
    public async Task The_load_tells_what_fails()
    {
        await using var load = new OpenLoad(portal.Address, "nobody-knows");
        await SentAsync(load, LeastDuringAChange);

        Assert.True((await load.EndAsync()).Count >= LeastDuringAChange);
    }

    [Fact]
    public async Task No_request_fails_while_it_is_updated_rolled_back_and_scaled()
    {
        await DeployedAsync(await AcceptedAsync(Commands.CreateAsync(Admin, "busy", Iris, Stop)));
        await using var load = new OpenLoad(portal.Address, "busy");

        var second = Iris with { ModelImage = "modeldeploy/iris:2.0" };
        await ChangeAsync(load, () => Commands.UpdateAsync(Admin, "busy", second, "", null, Stop));
        await ChangeAsync(load, () => Commands.RollBackAsync(Admin, "busy", 1, "back", Stop));
        foreach (var replicas in new[] { 3, 1, 2 })
            await ChangeAsync(load, () => Commands.UpdateAsync(Admin, "busy", Iris with { Replicas = replicas }, "", null, Stop));
        await ChangeAsync(load, () => Commands.UpdateAsync(Admin, "busy", second with { Replicas = 3 }, "", null, Stop));

        Assert.Empty(await load.EndAsync());
        await DeletedAsync("busy");
    }

    [Fact]
    public async Task A_revision_that_never_becomes_ready_leaves_the_older_one_serving()
    {
        await DeployedAsync(await AcceptedAsync(Commands.CreateAsync(Admin, "steady", Iris, Stop)));
        await using var load = new OpenLoad(portal.Address, "steady");

        var never = Iris with { Readiness = Readiness.Http("/nobody/answers"), Deadline = TimeSpan.FromSeconds(10) };
        var changed = await AcceptedAsync(Commands.UpdateAsync(Admin, "steady", never, "", null, Stop));
        var failed = await UntilAsync(changed, DeploymentPhase.Failed);
        await SentAsync(load, load.Sent + LeastDuringAChange);

        Assert.Equal(FailureReason.NotReady, failed.Status.Failure?.Reason);
        Assert.Equal("The model runs, but its readiness check fails. Revision 1 still serves.", failed.Status.Message);
        Assert.Contains("404", Assert.Single(failed.Status.Failure!.Evidence), StringComparison.Ordinal);
        await ChangeAsync(load, () => Commands.RollBackAsync(Admin, "steady", 1, "back", Stop));
        Assert.Empty(await load.EndAsync());
        await DeletedAsync("steady");
    }

    [Fact]
    public async Task Without_room_one_goes_first_as_was_foreseen_and_never_more_than_the_quota_runs()
    {
        var tight = new Group { Name = "tight", DisplayName = "Tight", ModelDeploymentEnabled = true, Quota = new Quota(1, null, null, null) };
        await portal.Services.GetRequiredService<ICatalog>().SaveGroupAsync(tight, Stop);
        var first = Iris with { Group = "tight" };
        await DeployedAsync(await AcceptedAsync(Commands.CreateAsync(Admin, "tight", first, Stop)));
        await using var load = new OpenLoad(portal.Address, "tight");
        await SentAsync(load, LeastDuringAChange);
        using var watching = new CancellationTokenSource();
        var most = MostAtOnceAsync(new DeploymentKey("tight"), watching.Token);

        var second = first with { ModelImage = "modeldeploy/iris:2.0" };
        var foreseen = await Commands.ForeseeAsync(Admin, "tight", second, Stop);
        await ChangeAsync(load, () => Commands.UpdateAsync(Admin, "tight", second, "", null, Stop));

        await watching.CancelAsync();
        Assert.Equal((true, true), (foreseen!.Fits, foreseen.OneAwayFirst));
        Assert.Equal(1m, foreseen.Wanted.Resources.Cpu);
        Assert.Equal(2, await most);
        Assert.Empty(await load.EndAsync());
        await DeletedAsync("tight");
    }

    /// <summary>The most replicas, those being ended included, that were seen at once.</summary>
    private async Task<int> MostAtOnceAsync(DeploymentKey key, CancellationToken until)
    {
        var runtime = portal.Services.GetRequiredService<IModelRuntime>();
        var most = 0;
        while (!until.IsCancellationRequested)
        {
            most = Math.Max(most, (await runtime.ObserveAsync(key, Stop)).Replicas.Count);
            await Task.Delay(TimeSpan.FromMilliseconds(5), until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return most;
    }

    /// <summary>Makes a change, waits until it is done, and sees to it that enough was sent meanwhile.</summary>
    private async Task ChangeAsync(OpenLoad load, Func<Task<CommandResult<Deployment>>> change)
    {
        var before = load.Sent;
        await DeployedAsync(await AcceptedAsync(change()));
        await SentAsync(load, before + LeastDuringAChange);
    }

    private static Task SentAsync(OpenLoad load, int count) => Eventually.TrueAsync(() => load.Sent >= count, $"{count} requests");

    private Task DeployedAsync(Deployment changed) => UntilAsync(changed, DeploymentPhase.Deployed);

    private Task<Deployment> UntilAsync(Deployment changed, DeploymentPhase phase) => Eventually.SomeAsync(
        () => Task.FromResult(Find(changed.Id) is { } found && found.Generation == changed.Generation && found.Phase == phase ? found : null),
        $"{changed.Id} {phase}");

    private async Task DeletedAsync(string id)
    {
        await AcceptedAsync(Commands.DeleteAsync(Admin, id, Stop));
        await Eventually.TrueAsync(() => Find(id) is null, $"{id} is gone");
    }

    private Deployment? Find(string id) => portal.Services.GetRequiredService<DeploymentFeed>().Find(Admin, id);

    private static async Task<Deployment> AcceptedAsync(Task<CommandResult<Deployment>> command) =>
        Assert.IsType<CommandResult<Deployment>.Accepted>(await command).Value;
}
