using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Tests.Simulation;
using ModelDeploy.TestKit;

namespace ModelDeploy.Core.Tests.Reconciling;

/// <summary>A controller whose store takes no statuses, while people read and write it as ever.</summary>
public sealed class ControllerTroubleTests
{
    private const string Refusal = "ModelDeploy may not do this in the cluster: phdeployments.primehub.io \"{0}\" is forbidden.";

    private readonly WrittenLog<ControllerService> _log = new();
    private readonly Outages _outages = new();
    private int _tries;
    private WatchedStore? _store;

    [Fact]
    public async Task A_controller_that_may_not_write_says_so_and_tells_its_log_once_until_it_may()
    {
        using var _ = new Reader("en");
        await using var world = await RefusedWorldAsync();
        await world.CreateAsync("iris");
        await world.CreateAsync("wine");

        await UntilTriedAsync(world, times: 16);
        await Eventually.TrueAsync(() => Pass(world, world.Controller.Trouble is { Deployments: 2 }), "both are in trouble");
        var trouble = world.Controller.Trouble!;
        var problem = (await PartOf(world).DescribeAsync(default)).Problem;
        var told = _log.Lines;
        _store!.StatusIsWritten = (_, _) => _ => { };
        await Eventually.TrueAsync(() => Pass(world, world.Controller.Trouble is null), "it is over");
        await world.UntilAsync("iris", DeploymentPhase.Deployed);
        await world.UntilAsync("wine", DeploymentPhase.Deployed);

        Assert.StartsWith("ModelDeploy may not do this in the cluster", trouble.Because, StringComparison.Ordinal);
        Assert.StartsWith("Its passes for 2 deployments fail since ", problem, StringComparison.Ordinal);
        Assert.EndsWith(trouble.Because, problem, StringComparison.Ordinal);
        var (level, text, fault) = Assert.Single(told);
        Assert.Equal((LogLevel.Warning, true, null), (level, text.Contains("is forbidden", StringComparison.Ordinal), fault));
        Assert.Equal([LogLevel.Warning, LogLevel.Information], _log.Levels);
        Assert.Null((await PartOf(world).DescribeAsync(default)).Problem);
    }

    [Fact]
    public async Task What_is_over_at_the_next_try_is_told_nobody()
    {
        await using var world = await RefusedWorldAsync();
        await world.CreateAsync("iris");

        await UntilTriedAsync(world, times: 1);

        Assert.Null(world.Controller.Trouble);
    }

    [Fact]
    public async Task The_trouble_of_whoever_leads_elsewhere_is_told_too()
    {
        using var _ = new Reader("en");
        await using var world = await new ControllerWorld().StartAsync();

        _outages.Tell(OutageOf.Passes, new Outage(OutageOf.Passes, world.Clock.GetUtcNow(), "No right to patch."));

        Assert.EndsWith("and changes wait: No right to patch.", (await PartOf(world).DescribeAsync(default)).Problem, StringComparison.Ordinal);
    }

    private Task<ControllerWorld> RefusedWorldAsync() => new ControllerWorld(
        storeOf: inner => _store = new WatchedStore(inner)
        {
            StatusIsWritten = (key, _) =>
            {
                Interlocked.Increment(ref _tries);
                throw new StoreUnavailableException(string.Format(null, Refusal, key.Id));
            },
        },
        log: _log).StartAsync();

    private Task UntilTriedAsync(ControllerWorld world, int times) =>
        Eventually.TrueAsync(() => Volatile.Read(ref _tries) >= times || Pass(world, false), $"{times} tries");

    private static bool Pass(ControllerWorld world, bool holds)
    {
        if (!holds)
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        return holds;
    }

    private ControllerPart PartOf(ControllerWorld world) => new(world.Controller, world.Store, world.Looks, _outages);
}
