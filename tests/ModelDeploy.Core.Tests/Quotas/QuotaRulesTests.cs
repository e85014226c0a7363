using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Quotas;

public sealed class QuotaRulesTests
{
    private static readonly DateTimeOffset Start = AChange.Start;

    [Theory]
    [InlineData(4, 3, 1, true)]
    [InlineData(4, 3, 2, false)]
    [InlineData(null, 1000, 1000, true)]
    [InlineData(0, 0, 1, false)]
    public void Used_plus_wanted_must_not_exceed_the_limit(int? limit, int used, int wanted, bool fits)
    {
        var group = AGroup.Named().WithQuota(cpu: limit);

        var decision = QuotaRules.Decide(group, ADeployment.Named("b"), [AGrant(wanted)], [Holding("a", used)]);

        Assert.Equal(fits, decision.Granted is not null);
        Assert.Equal(fits, decision.Shortages.Count == 0);
    }

    [Fact]
    public void Every_short_resource_is_named_with_what_is_missing()
    {
        var group = AGroup.Named().WithQuota(cpu: 4, memory: 100, gpu: 1, maxDeployments: 1);
        var ask = AGrant(2) with { Total = new Resources(2, 60, 2) };

        var shortages = QuotaRules.Decide(group, ADeployment.Named("b"), [ask], [Holding("a", 3, memory: 50)]).Shortages;

        Assert.Equal(
            [
                new Shortage(QuotaResource.Cpu, 2, 3, 4), new Shortage(QuotaResource.Memory, 60, 50, 100),
                new Shortage(QuotaResource.Gpu, 2, 0, 1), new Shortage(QuotaResource.Deployments, 1, 1, 1),
            ],
            shortages);
        Assert.Equal([1, 10, 1, 1], shortages.Select(shortage => shortage.Missing));
    }

    [Fact]
    public void The_first_grant_that_fits_is_taken()
    {
        var group = AGroup.Named().WithQuota(cpu: 2);
        var held = Holding("a", 2);

        var decision = QuotaRules.Decide(group, held, [AGrant(3) with { Surge = 1 }, AGrant(2)], [held]);

        Assert.Equal(0, decision.Granted?.Surge);
    }

    [Fact]
    public void Its_own_grant_does_not_count_against_a_change()
    {
        var held = Holding("a", 3);

        Assert.NotNull(QuotaRules.Decide(AGroup.Named().WithQuota(cpu: 4), held, [AGrant(4)], [held]).Granted);
    }

    [Fact]
    public void A_change_that_takes_no_more_passes_even_after_the_quota_was_lowered()
    {
        var held = Holding("a", 3);

        Assert.NotNull(QuotaRules.Decide(AGroup.Named().WithQuota(cpu: 1), held, [AGrant(2)], [held]).Granted);
    }

    [Fact]
    public void A_deployment_that_holds_a_grant_does_not_count_as_one_more()
    {
        var held = Holding("a", 1);

        Assert.NotNull(QuotaRules.Decide(AGroup.Named().WithQuota(maxDeployments: 1), held, [AGrant(2)], [held]).Granted);
    }

    [Fact]
    public void The_oldest_accepted_change_goes_first()
    {
        var group = AGroup.Named().WithQuota(cpu: 4);
        var older = Waiting("older", 3, Start);
        var younger = Waiting("younger", 2, Start.AddMinutes(1));

        Assert.Null(QuotaRules.Decide(group, younger, [AGrant(2)], [older, younger]).Granted);
        Assert.NotNull(QuotaRules.Decide(group, older, [AGrant(3)], [older, younger]).Granted);
    }

    [Fact]
    public void One_that_waits_for_more_than_there_is_does_not_block_the_others()
    {
        var group = AGroup.Named().WithQuota(cpu: 4);

        Assert.NotNull(QuotaRules.Decide(group, Waiting("b", 2, Start.AddMinutes(1)), [AGrant(2)], [Waiting("a", 5, Start)]).Granted);
    }

    [Fact]
    public void One_that_waits_for_what_the_asking_one_holds_does_not_block_it()
    {
        var group = AGroup.Named().WithQuota(cpu: 6, maxDeployments: 1);
        var older = Waiting("older", 4, Start);
        var asking = Holding("asking", 1).WithLastChange(AChange.Of(ChangeAction.Updated).WithTime(Start.AddMinutes(1)));

        Assert.NotNull(QuotaRules.Decide(group, asking, [AGrant(3)], [older, asking]).Granted);
    }

    [Fact]
    public void A_stopped_one_does_not_wait()
    {
        var group = AGroup.Named().WithQuota(cpu: 4);

        Assert.NotNull(QuotaRules.Decide(group, Waiting("b", 2, Start.AddMinutes(1)), [AGrant(2)], [Waiting("a", 3, Start).Stopped()]).Granted);
    }

    private static Deployment Holding(string id, int cpu, long memory = 0) => ADeployment.Named(id)
        .WithStatus(status => status with { Grant = AGrant(cpu) with { Total = new Resources(cpu, memory, 0) } });

    private static Deployment Waiting(string id, int cpu, DateTimeOffset since) => ADeployment.Named(id)
        .WithLastChange(AChange.Of(ChangeAction.Created).WithTime(since))
        .WithStatus(status => status with { Waiting = AGrant(cpu) });

    private static Grant AGrant(int cpu) => new()
    {
        Template = "t",
        Inputs = "i",
        Each = new Resources(cpu, 0, 0),
        Replicas = 1,
        Surge = 0,
        Total = new Resources(cpu, 0, 0),
        At = Start,
    };
}
