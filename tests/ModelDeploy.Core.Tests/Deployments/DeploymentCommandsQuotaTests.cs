using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Deployments;

/// <summary>What a group allows and how much of it is left.</summary>
public sealed class DeploymentCommandsQuotaTests : DeploymentCommandsStory
{
    [Fact]
    public async Task Over_quota_is_refused_by_how_much_and_nothing_is_stored()
    {
        var result = await Commands.CreateAsync(Ada, "iris", ASpec.Usual.WithReplicas(5), default);

        var over = Assert.IsType<CommandResult<Deployment>.OverQuota>(result);
        Assert.Equal(new Shortage(QuotaResource.Cpu, 2.5m, 0, 2), Assert.Single(over.Shortages));
        Assert.Contains("0.5 CPU more needed", over.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(await Store.ListAsync(default));
    }

    [Fact]
    public async Task A_disabled_group_takes_no_new_deployment()
    {
        Catalog = new InMemoryCatalog([AGroup.Named().Disabled().WithMember(AChange.Ada)], [AnInstanceType.Named()]);

        var result = await Commands.CreateAsync(Ada, "iris", ASpec.Usual, default);

        Assert.Contains("switched off", Assert.Single(Assert.IsType<CommandResult<Deployment>.Invalid>(result).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_group_that_is_switched_off_nothing_is_accepted_that_would_run()
    {
        const string Off = "Model Deployment is switched off for the group Data Science; a group administrator can switch it on.";
        var group = AGroup.Named().WithMember(AChange.Ada) with { DisplayName = "Data Science" };
        Catalog = new InMemoryCatalog([group], [AnInstanceType.Named()]);
        await CreateAsync();
        await AcceptAsync(Commands.UpdateAsync(Ada, "iris", ASpec.Usual.WithReplicas(2), "", null, default));
        Catalog = new InMemoryCatalog([group.Disabled()], [AnInstanceType.Named()]);

        Assert.Equal(Off, WhyConflict(await Commands.UpdateAsync(Ada, "iris", ASpec.Usual.WithReplicas(3), "", null, default)));
        Assert.Equal(Off, WhyConflict(await Commands.RollBackAsync(Ada, "iris", 1, "back", default)));
        var stopped = await AcceptAsync(Commands.StopAsync(Ada, "iris", default));
        Assert.Equal(Off, WhyConflict(await Commands.StartAsync(Ada, "iris", default)));
        Assert.Equal(Off, WhyConflict(await Commands.UpdateAsync(Ada, "iris", ASpec.Usual.WithReplicas(3), "", null, default)));
        Assert.Equal(stopped.Generation, (await Store.GetAsync(stopped.Key, default))!.Generation);

        await AcceptAsync(Commands.UpdateAsync(Ada, "iris", ASpec.Usual.WithReplicas(3).Stopped(), "", null, default));
        await AcceptAsync(Commands.RollBackAsync(Ada, "iris", 1, "back", default));
        await AcceptAsync(Commands.DeleteAsync(Ada, "iris", default));
    }

    [Fact]
    public async Task What_was_accepted_and_is_not_granted_yet_counts_against_the_next()
    {
        var commands = Commands;
        await AcceptAsync(commands.CreateAsync(Ada, "zebra", ASpec.Usual.WithReplicas(3), default));

        var over = Assert.IsType<CommandResult<Deployment>.OverQuota>(await commands.CreateAsync(Ada, "iris", ASpec.Usual.WithReplicas(2), default));

        Assert.Equal(new Shortage(QuotaResource.Cpu, 1, 1.5m, 2), Assert.Single(over.Shortages));
        await AcceptAsync(commands.StopAsync(Ada, "zebra", default));
        await AcceptAsync(commands.CreateAsync(Ada, "iris", ASpec.Usual.WithReplicas(2), default));
    }

    [Fact]
    public async Task What_was_accepted_and_refused_counts_only_as_far_as_it_would_fit()
    {
        var waiting = await AcceptAsync(Commands.CreateAsync(Ada, "waiting", ASpec.Usual.WithReplicas(4), default));
        await Store.UpdateStatusAsync(
            waiting.Key, waiting.Status with { ObservedGeneration = 1, Waiting = QuotaForecastGrant(waiting) with { Total = new Resources(9, 0, 0) } },
            waiting.Version, default);

        await AcceptAsync(Commands.CreateAsync(Ada, "iris", ASpec.Usual.WithReplicas(4), default));
    }

    [Fact]
    public async Task The_forecast_tells_what_a_change_takes_and_whether_one_goes_away_first()
    {
        var created = await CreateAsync(ASpec.Usual.WithReplicas(4));
        var grant = QuotaForecastGrant(created);
        await Store.UpdateStatusAsync(created.Key, created.Status with { Grant = grant, Replicas = Seen.Of(grant.Template, 4).ToEquatableList() }, created.Version, default);

        var sameSize = await Commands.ForeseeAsync(Ada, "iris", ASpec.Usual.WithReplicas(4).WithImage("modeldeploy/iris:2.0"), default);
        var tooMuch = await Commands.ForeseeAsync(Ada, null, ASpec.Usual, default);

        Assert.True(sameSize is { Fits: true, OneAwayFirst: true });
        Assert.False(tooMuch!.Fits);
        Assert.Equal((2m, 0.5m), (tooMuch.UsedByOthers.Resources.Cpu, tooMuch.Wanted.Resources.Cpu));
    }

    private static Grant QuotaForecastGrant(Deployment deployment)
    {
        var facts = new Core.Reconciling.Facts(AGroup.Named(), AnInstanceType.Named(), new SpecLimits());
        return Core.Reconciling.Planner.Plan(deployment, facts, Core.Runtimes.Observation.Nothing, AChange.Start).Ask[0];
    }
}
