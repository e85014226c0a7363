using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Quotas;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.TestKit.Conformance;

/// <summary>What the commands promise on every store when several people are faster than the controller: nobody is promised what another has.</summary>
public abstract class QuotaForesightConformance
{
    private const int AtOnce = 12;
    private const int Fitting = 5;
    private static readonly Viewer Ada = new(AChange.Ada.Key, "Ada", IsSystemAdmin: true);
    private static readonly CancellationToken Stop = CancellationToken.None;

    /// <summary>A store with nothing in it, the same one throughout a test.</summary>
    protected abstract IDeploymentStore Store { get; }

    /// <summary>A catalog with nothing in it, the same one throughout a test.</summary>
    protected abstract ICatalog Catalog { get; }

    /// <summary>The journal of the store.</summary>
    protected abstract IJournal Journal { get; }

    [Fact]
    public async Task Of_many_who_create_at_once_only_those_are_accepted_that_fit_together()
    {
        var commands = await CommandsAsync(new Quota(Fitting * 0.5m, null, null, null));

        var results = await AtOnceAsync(i => commands.CreateAsync(Ada, $"model-{i}", ASpec.Usual, Stop));

        Assert.Equal(Fitting, results.OfType<CommandResult<Deployment>.Accepted>().Count());
        Assert.All(results.OfType<CommandResult<Deployment>.OverQuota>(), over => Assert.Equal(0.5m, Assert.Single(over.Shortages).Missing));
        Assert.Equal(AtOnce - Fitting, results.OfType<CommandResult<Deployment>.OverQuota>().Count());
        Assert.Equal(Fitting, (await Store.ListAsync(Stop)).Count);
    }

    [Fact]
    public async Task Of_many_who_start_at_once_only_as_many_are_accepted_as_may_run()
    {
        var commands = await CommandsAsync(new Quota(null, null, null, MaxDeployments: Fitting));
        for (var i = 0; i < AtOnce; i++)
            Assert.IsType<CommandResult<Deployment>.Accepted>(await commands.CreateAsync(Ada, $"model-{i}", ASpec.Usual.Stopped(), Stop));

        var results = await AtOnceAsync(i => commands.StartAsync(Ada, $"model-{i}", Stop));

        Assert.Equal(Fitting, results.OfType<CommandResult<Deployment>.Accepted>().Count());
        Assert.Equal(AtOnce - Fitting, results.OfType<CommandResult<Deployment>.OverQuota>().Count());
        Assert.Equal(Fitting, (await Store.ListAsync(Stop)).Count(deployment => !deployment.Spec.Stop));
    }

    [Fact]
    public async Task Of_many_who_scale_one_deployment_each_only_those_are_accepted_that_fit_together()
    {
        var commands = await CommandsAsync(new Quota((AtOnce + Fitting) * 0.5m, null, null, null));
        for (var i = 0; i < AtOnce; i++)
            Assert.IsType<CommandResult<Deployment>.Accepted>(await commands.CreateAsync(Ada, $"model-{i}", ASpec.Usual, Stop));

        var results = await AtOnceAsync(i => commands.UpdateAsync(Ada, $"model-{i}", ASpec.Usual.WithReplicas(2), "", null, Stop));

        Assert.Equal(Fitting, results.OfType<CommandResult<Deployment>.Accepted>().Count());
        Assert.Equal(AtOnce + Fitting, (await Store.ListAsync(Stop)).Sum(deployment => deployment.Spec.Replicas));
    }

    private static Task<CommandResult<Deployment>[]> AtOnceAsync(Func<int, Task<CommandResult<Deployment>>> command) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(i => Task.Run(() => command(i))));

    private async Task<DeploymentCommands> CommandsAsync(Quota quota)
    {
        await Catalog.SaveInstanceTypeAsync(AnInstanceType.Named(), Stop);
        await Catalog.SaveGroupAsync(AGroup.Named() with { Quota = quota }, Stop);
        return new DeploymentCommands(Store, Catalog, Journal, new SpecLimits(), new ManualTime(AChange.Start), AnAudit.Into());
    }
}
