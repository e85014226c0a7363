using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.TestKit.Quotas;

/// <summary>
/// Many people at once against one quota, with the real commands and the real controller on a real store. Derive from it per store.
/// <c>MODELDEPLOY_QUOTA_ATTEMPTS</c> sets how often they try.
/// </summary>
public abstract class QuotaUnderPressure
{
    private const int People = 8;
    private const int Ids = 12;
    private static readonly Viewer Admin = new(AChange.Ada.Key, "Ada", IsSystemAdmin: true);
    private static readonly Quota Limit = new(4, null, null, 6);

    /// <summary>The store under test, empty.</summary>
    protected abstract IDeploymentStore Store { get; }

    /// <summary>Its catalog, empty.</summary>
    protected abstract ICatalog Catalog { get; }

    /// <summary>Its journal.</summary>
    protected abstract IJournal Journal { get; }

    /// <summary>How often people try, unless told otherwise.</summary>
    protected abstract int Attempts { get; }

    /// <summary>Whatever they do at once, the grants and what the runtime is told stay within the quota.</summary>
    [Fact]
    public async Task Never_more_than_the_quota_is_granted_or_run()
    {
        await Catalog.SaveGroupAsync(AGroup.Named() with { Quota = Limit }, default);
        await Catalog.SaveInstanceTypeAsync(AnInstanceType.Named(), default);
        await Catalog.SaveInstanceTypeAsync(AnInstanceType.Named("big").WithResources(1, 1 << 20), default);
        var monitor = new QuotaMonitor(Limit);
        var runtime = new ScriptedRuntime();
        using var controller = ControllerOf(new MonitoredStore(Store, monitor), new MonitoredRuntime(runtime, monitor));
        await controller.StartAsync(default);

        var answers = new ConcurrentDictionary<string, int>();
        var attempts = int.TryParse(Environment.GetEnvironmentVariable("MODELDEPLOY_QUOTA_ATTEMPTS"), CultureInfo.InvariantCulture, out var told) ? told : Attempts;
        await Task.WhenAll(Enumerable.Range(0, People).Select(seed => Task.Run(() =>
            TryOftenAsync(new Random(seed), attempts / People, new MonitoredStore(Store, monitor), answers))));
        await Eventually.TrueAsync(AllAtRestAsync, "everything at rest");
        await FillUpAsync();
        await Eventually.TrueAsync(AllAtRestAsync, "everything at rest again");
        await controller.StopAsync(default);

        Assert.Empty(monitor.Excesses);
        Assert.InRange(monitor.MostCpuTold, 3, 4);
        Assert.True(answers.GetValueOrDefault("Accepted") > attempts / 20, $"too few were accepted: {string.Join(", ", answers)}");
        Assert.True(answers.GetValueOrDefault("OverQuota") > attempts / 100, $"too few were refused: {string.Join(", ", answers)}");
        Assert.True(monitor.Looks > attempts / 10, $"only {monitor.Looks} states were looked at");
        TestContext.Current.TestOutputHelper?.WriteLine($"{attempts} attempts, {monitor.Looks} states: {string.Join(", ", answers)}");
    }

    /// <summary>Takes what is left, one processor at a time: whatever chance did before, the limit is reached.</summary>
    private async Task FillUpAsync()
    {
        var commands = new DeploymentCommands(Store, Catalog, Journal, new SpecLimits(), TimeProvider.System, AnAudit.Into());
        for (var number = 0; number <= Limit.MaxDeployments; number++)
        {
            var spec = ASpec.Usual.WithReplicas(1).WithInstanceType("big");
            if (await commands.CreateAsync(Admin, $"filler-{number}", spec, default) is not CommandResult<Deployment>.Accepted)
                return;
        }
    }

    private async Task TryOftenAsync(Random random, int times, IDeploymentStore store, ConcurrentDictionary<string, int> answers)
    {
        var commands = new DeploymentCommands(store, Catalog, Journal, new SpecLimits(), TimeProvider.System, AnAudit.Into());
        for (var i = 0; i < times; i++)
        {
            var answer = await TryAsync(random, $"model-{random.Next(Ids)}", commands, store);
            answers.AddOrUpdate(answer?.GetType().Name ?? "Past the commands", 1, (_, count) => count + 1);
            await Task.Yield();
        }
    }

    private static async Task<CommandResult<Deployment>?> TryAsync(Random random, string id, DeploymentCommands commands, IDeploymentStore store)
    {
        switch (random.Next(10))
        {
            case 0 or 1 or 2:
                return await commands.CreateAsync(Admin, id, AnySpec(random), default);
            case 3 or 4 or 5:
                return await commands.UpdateAsync(Admin, id, AnySpec(random), "", null, default);
            case 6:
                return await commands.StopAsync(Admin, id, default);
            case 7:
                return await commands.StartAsync(Admin, id, default);
            case 8:
                return await commands.DeleteAsync(Admin, id, default);
            default:
                await PastTheCommandsAsync(new DeploymentKey(id), AnySpec(random), store);
                return null;
        }
    }

    /// <summary>As <c>kubectl</c> does: nobody foresees the quota, so that the controller alone must say no.</summary>
    private static async Task PastTheCommandsAsync(DeploymentKey key, DeploymentSpec spec, IDeploymentStore store)
    {
        var change = new Change(ChangeAction.Updated, AChange.Ada, TimeProvider.System.GetUtcNow());
        if (await store.GetAsync(key, default) is { } current)
            await store.UpdateSpecAsync(key, spec, change, current.Version, default);
        else
            await store.CreateAsync(key, spec, change with { Action = ChangeAction.Created }, default);
    }

    private static DeploymentSpec AnySpec(Random random) => ASpec.Usual
        .WithReplicas(random.Next(1, 4))
        .WithImage($"modeldeploy/iris:{random.Next(1, 4)}")
        .WithInstanceType(random.Next(3) == 0 ? "big" : "cpu-tiny");

    private async Task<bool> AllAtRestAsync() => (await Store.ListAsync(default)).All(deployment =>
        deployment.Deletion is null
        && deployment.Status.ObservedGeneration == deployment.Generation
        && deployment.Phase is DeploymentPhase.Deployed or DeploymentPhase.Stopped or DeploymentPhase.Failed);

    private ControllerService ControllerOf(MonitoredStore store, MonitoredRuntime runtime)
    {
        var reconciler = new Reconciler(
            store, Catalog, runtime, new Admission(store, Catalog), new FirstLooks(), new SpecLimits(), TimeProvider.System, NullLogger<Reconciler>.Instance);
        return new ControllerService(
            new AlwaysLeads(), store, Catalog, runtime, reconciler, TimeProvider.System, NullLogger<ControllerService>.Instance);
    }
}
