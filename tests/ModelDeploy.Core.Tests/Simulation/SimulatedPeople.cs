using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>Everything that people do to deployments, at random: through the commands, and past them as kubectl does.</summary>
internal sealed class SimulatedPeople(Random random, IDeploymentStore store, ICatalog catalog, IJournal journal, TimeProvider clock)
{
    private static readonly Viewer Somebody = new(AChange.Ada.Key, "Ada", IsSystemAdmin: true);
    private readonly List<Task> _acts = [];
    private readonly DeploymentCommands _commands = new(store, catalog, journal, new SpecLimits(), clock, AnAudit.Into());

    /// <summary>How many deployments there can be.</summary>
    public const int Ids = 6;

    /// <summary>Whether somebody waits for their turn with a group's quota.</summary>
    public bool AreActing => _acts.Count > 0;

    /// <summary>Somebody does something to some deployment. It may have to wait for what somebody else does.</summary>
    public void Act()
    {
        _acts.Add(ActAsync(default));
        FinishActs();
    }

    /// <summary>Looks at what came of everything that is done by now; throws where it broke a rule.</summary>
    public void FinishActs()
    {
        foreach (var act in _acts.Where(act => act.IsCompleted).ToList())
        {
            _acts.Remove(act);
            Story.Tried(act);
        }
    }

    /// <summary>What was accepted must be in the journal.</summary>
    private async Task ActAsync(CancellationToken stop)
    {
        var id = $"model-{random.Next(Ids)}";
        var result = await TellAsync(id, stop);
        if (result is CommandResult<Deployment>.Accepted { Changed: true, Value: { Deletion: null } accepted })
            Assert.Equal(accepted.LastChange, (await journal.FindAsync(accepted.Uid, accepted.Generation, stop))?.Change);
    }

    private async Task<CommandResult<Deployment>?> TellAsync(string id, CancellationToken stop)
    {
        switch (random.Next(10))
        {
            case 0 or 1 or 2:
                return await _commands.CreateAsync(Somebody, id, AnySpec(), stop);
            case 3 or 4 when await store.GetAsync(new DeploymentKey(id), stop) is { } current:
                return await _commands.UpdateAsync(Somebody, id, AnySpec() with { Group = current.Spec.Group }, "", null, stop);
            case 5:
                return await _commands.StopAsync(Somebody, id, stop);
            case 6:
                return await _commands.StartAsync(Somebody, id, stop);
            case 7:
                return await _commands.RollBackAsync(Somebody, id, random.Next(1, 4), "back", stop);
            case 8 when random.Next(3) == 0:
                return await _commands.DeleteAsync(Somebody, id, stop);
            default:
                await PastTheCommandsAsync(new DeploymentKey(id), stop);
                return null;
        }
    }

    /// <summary>Nobody checks these before they are stored, so that they can also break a rule.</summary>
    private async Task PastTheCommandsAsync(DeploymentKey key, CancellationToken stop)
    {
        var spec = random.Next(6) == 0 ? AnySpec().WithReplicas(0) : AnySpec();
        var change = new Change(ChangeAction.Updated, AChange.Ada, clock.GetUtcNow());
        if (await store.GetAsync(key, stop) is { } current)
            await store.UpdateSpecAsync(key, spec with { Group = current.Spec.Group }, change, current.Version, stop);
        else
            await store.CreateAsync(key, spec, change with { Action = ChangeAction.Created }, stop);
    }

    private DeploymentSpec AnySpec() => ASpec.Usual
        .WithGroup(random.Next(3) == 0 ? "other" : "demo")
        .WithReplicas(random.Next(1, 4))
        .WithImage(AnyImage())
        .WithDeadline(TimeSpan.FromSeconds(random.Next(2) == 0 ? 30 : 300))
        .WithInstanceType(random.Next(3) == 0 ? "big" : "small") with { Stop = random.Next(6) == 0 };

    private string AnyImage() => random.Next(12) switch
    {
        0 => SimulatedReplica.Crashing,
        1 => SimulatedReplica.Slow,
        2 => SimulatedReplica.Missing,
        _ => $"{SimulatedReplica.Good}{random.Next(1, 4)}",
    };
}
