using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Quotas;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>Everything that people do, at random: through the commands, past them as kubectl does, and as administrators.</summary>
internal sealed class SimulatedPeople(Random random, IDeploymentStore store, ICatalog catalog, IJournal journal, TimeProvider clock)
{
    private static readonly Viewer Somebody = new(AChange.Ada.Key, "Ada", IsSystemAdmin: true);
    private readonly DeploymentCommands _commands = new(store, catalog, journal, new SpecLimits(), clock);

    /// <summary>Somebody does something to some deployment.</summary>
    public async Task ActAsync(CancellationToken stop)
    {
        var id = $"model-{random.Next(6)}";
        switch (random.Next(10))
        {
            case 0 or 1 or 2:
                await _commands.CreateAsync(Somebody, id, AnySpec(), stop);
                break;
            case 3 or 4 when await store.GetAsync(new DeploymentKey(id), stop) is { } current:
                await _commands.UpdateAsync(Somebody, id, AnySpec() with { Group = current.Spec.Group }, "", null, stop);
                break;
            case 5:
                await _commands.StopAsync(Somebody, id, stop);
                break;
            case 6:
                await _commands.StartAsync(Somebody, id, stop);
                break;
            case 7:
                await _commands.RollBackAsync(Somebody, id, random.Next(1, 4), "back", stop);
                break;
            case 8 when random.Next(3) == 0:
                await _commands.DeleteAsync(Somebody, id, stop);
                break;
            default:
                await PastTheCommandsAsync(new DeploymentKey(id), stop);
                break;
        }
    }

    /// <summary>An administrator changes a quota, a switch or an instance type.</summary>
    public async Task AdministerAsync(CancellationToken stop)
    {
        var known = await catalog.ReadAsync(stop);
        var group = known.Groups[random.Next(known.Groups.Count)];
        switch (random.Next(3))
        {
            case 0:
                await catalog.SaveGroupAsync(group with { Quota = new Quota(random.Next(1, 8), null, null, random.Next(1, 6)) }, stop);
                break;
            case 1:
                await catalog.SaveGroupAsync(group with { ModelDeploymentEnabled = random.Next(3) > 0 }, stop);
                break;
            default:
                var type = known.InstanceTypes[random.Next(known.InstanceTypes.Count)];
                await catalog.SaveInstanceTypeAsync(type with { Resources = new Resources(random.Next(1, 5) * 0.5m, 1 << 20, 0) }, stop);
                break;
        }
    }

    /// <summary>Every group is switched on.</summary>
    public async Task SwitchEverythingOnAsync(CancellationToken stop)
    {
        foreach (var group in (await catalog.ReadAsync(stop)).Groups)
            await catalog.SaveGroupAsync(group with { ModelDeploymentEnabled = true }, stop);
    }

    private async Task PastTheCommandsAsync(DeploymentKey key, CancellationToken stop)
    {
        var change = new Change(ChangeAction.Updated, AChange.Ada, clock.GetUtcNow());
        if (await store.GetAsync(key, stop) is { } current)
            await store.UpdateSpecAsync(key, AnySpec() with { Group = current.Spec.Group }, change, current.Version, stop);
        else
            await store.CreateAsync(key, AnySpec(), change with { Action = ChangeAction.Created }, stop);
    }

    private DeploymentSpec AnySpec() => ASpec.Usual
        .WithGroup(random.Next(3) == 0 ? "other" : "demo")
        .WithReplicas(random.Next(1, 4))
        .WithImage($"modeldeploy/iris:{random.Next(1, 4)}")
        .WithInstanceType(random.Next(3) == 0 ? "big" : "small") with { Stop = random.Next(6) == 0 };
}
