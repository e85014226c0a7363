using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Reconciling;

/// <summary>When the planner asks for a grant, keeps it and gives it back.</summary>
public sealed class PlannerGrantTests
{
    private static readonly DateTimeOffset Now = AChange.Start.AddMinutes(1);
    private static readonly Resources Tiny = AnInstanceType.Named().Resources;

    [Fact]
    public void Nothing_is_given_back_while_the_runtime_may_still_start_more_than_is_seen()
    {
        var deployment = Granted(ADeployment.Named().WithReplicas(3));
        var behind = Seen.Replicas() with { Behind = true };

        Assert.Equal(deployment.Status.Grant, Plan(deployment.Stopped(), behind).Grant);
        Assert.Equal(deployment.Status.Grant, Plan(deployment.Deleted(), behind).Grant);
        Assert.Equal(deployment.Status.Grant, Plan(deployment, behind, group: AGroup.Named().Disabled()).Grant);
        Assert.Equal(deployment.Status.Grant!.Total, Plan(deployment.WithReplicas(1), behind).Grant!.Total);
    }

    [Fact]
    public void A_grant_never_grows_without_asking()
    {
        var deployment = Granted(ADeployment.Named().WithReplicas(2));

        var plan = Plan(deployment, Seen.Replicas(Seen.Of(deployment.Status.Grant!.Template, 3)));

        Assert.Equal(deployment.Status.Grant, plan.Grant);
    }

    [Fact]
    public void A_new_template_in_the_middle_of_a_rollout_asks_for_no_less_than_may_run()
    {
        var first = Granted(ADeployment.Named().WithReplicas(2));
        var running = Seen.Replicas(Seen.Of(first.Status.Grant!.Template, 2));
        var second = first.WithImage("modeldeploy/iris:2.0").WithStatus(status => status with
        {
            Grant = Plan(first.WithImage("modeldeploy/iris:2.0"), running).Ask[0],
        });

        var asks = Plan(second.WithImage("modeldeploy/iris:3.0"), running).Ask;

        Assert.Equal([Tiny * 4, Tiny * 3], asks.Select(ask => ask.Total));
    }

    [Fact]
    public void A_question_waits_until_it_is_known_what_runs()
    {
        var deployment = Granted(ADeployment.Named());

        var plan = Plan(deployment.WithImage("modeldeploy/iris:2.0"), Seen.Replicas() with { Behind = true });

        Assert.Empty(plan.Ask);
        Assert.Equal(deployment.Status.Grant, plan.Grant);
        Assert.IsType<RuntimeStep.Keep>(plan.Step);
    }

    [Fact]
    public void A_refused_one_of_which_nothing_runs_or_will_run_again_holds_nothing()
    {
        var granted = Granted(ADeployment.Named());
        var updated = granted.WithImage("modeldeploy/iris:2.0");

        var refused = Planner.Refuse(updated, Plan(updated), Observation.Nothing, Failures.GroupDisabled("demo"));
        var invalid = Plan(granted.WithReplicas(0));
        var comingBack = Plan(granted.WithReplicas(0), Seen.Replicas() with { Wanted = 1 });

        Assert.IsType<RuntimeStep.Keep>(comingBack.Step);
        Assert.All([refused, invalid], plan => Assert.Equal(0, Assert.IsType<RuntimeStep.Apply>(plan.Step).Workload.Replicas));
        Assert.All([refused, invalid], plan => Assert.Null(Planner.GrantAfter(updated, plan, Observation.Nothing)));
    }

    [Fact]
    public void Another_instance_type_of_the_same_size_is_frozen_too()
    {
        var deployment = Granted(ADeployment.Named());
        var seen = Seen.Replicas(Seen.Of(deployment.Status.Grant!.Template, 1));
        var moved = deployment.WithInstanceType("cpu-twin");
        moved = moved.WithStatus(status => status with { Grant = Plan(moved, seen, AnInstanceType.Named("cpu-twin")).Grant });

        var plan = Plan(moved, seen, AnInstanceType.Named("cpu-twin").WithResources(3, 4L << 30));

        Assert.Empty(plan.Ask);
        Assert.Equal(Tiny, Assert.IsType<RuntimeStep.Apply>(plan.Step).Workload.Template.Resources);
    }

    private static Deployment Granted(Deployment deployment) =>
        deployment.WithStatus(status => status with { Grant = Plan(deployment).Ask[0] });

    private static Plan Plan(Deployment deployment, Observation? seen = null, InstanceType? type = null, Group? group = null) =>
        Planner.Plan(
            deployment, new Facts(group ?? AGroup.Named(), type ?? AnInstanceType.Named(), new SpecLimits()),
            seen ?? Observation.Nothing, Now);
}
