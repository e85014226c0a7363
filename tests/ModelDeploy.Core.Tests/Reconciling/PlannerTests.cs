using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Reconciling;

public sealed class PlannerTests
{
    private static readonly DateTimeOffset Now = AChange.Start.AddMinutes(1);
    private static readonly Resources Tiny = AnInstanceType.Named().Resources;

    [Fact]
    public void A_new_deployment_asks_for_a_grant_before_anything_starts()
    {
        var plan = Plan(ADeployment.Named().WithReplicas(2));

        Assert.IsType<RuntimeStep.Keep>(plan.Step);
        var ask = Assert.Single(plan.Ask);
        Assert.Equal(Tiny * 2, ask.Total);
        Assert.Equal(Now, ask.At);
        Assert.Null(plan.Grant);
    }

    [Fact]
    public void A_grant_freezes_where_replicas_may_run_together_with_the_amounts()
    {
        var type = AnInstanceType.Named() with { NodeSelector = [new NodeLabel("disk", "ssd")], Tolerations = [new Toleration("gpu", "Exists", null, null)] };
        var asked = Assert.Single(Plan(ADeployment.Named(), type: type).Ask);
        var deployment = ADeployment.Named();
        deployment = deployment with { Status = deployment.Status with { Grant = asked } };

        var plan = Plan(deployment, type: AnInstanceType.Named() with { NodeSelector = [new NodeLabel("disk", "tape")] });

        Assert.Equal(Placement.Of(type), Assert.IsType<RuntimeStep.Apply>(plan.Step).Workload.Template.Placement);
    }

    [Fact]
    public void What_the_store_found_wrong_with_a_spec_is_an_invalid_spec_and_what_runs_goes_on()
    {
        var deployment = ADeployment.Named() with { SpecErrors = [new FieldError("group", "cannot be changed")] };

        var plan = Plan(deployment);

        Assert.IsType<RuntimeStep.Keep>(plan.Step);
        Assert.Equal(FailureReason.InvalidSpec, plan.Refusal?.Reason);
        Assert.Equal(["group: cannot be changed"], plan.Refusal!.Evidence);
    }

    [Fact]
    public void A_granted_deployment_is_applied_with_its_frozen_amounts()
    {
        var deployment = Granted(ADeployment.Named().WithReplicas(2));

        var plan = Plan(deployment, type: AnInstanceType.Named().WithResources(3, 4L << 30));

        var workload = Assert.IsType<RuntimeStep.Apply>(plan.Step).Workload;
        Assert.Equal(2, workload.Replicas);
        Assert.Equal(Tiny, workload.Template.Resources);
        Assert.Equal(deployment.Status.Grant, plan.Grant);
    }

    [Fact]
    public void An_edited_instance_type_counts_from_the_next_template_on()
    {
        var bigger = AnInstanceType.Named().WithResources(1, 1L << 30);
        var deployment = Granted(ADeployment.Named());

        var plan = Plan(deployment.WithImage("modeldeploy/iris:2.0"), Seen.Replicas(Seen.Of(deployment.Status.Grant!.Template, 1)), bigger);

        Assert.All(plan.Ask, ask => Assert.Equal(bigger.Resources, ask.Each));
    }

    [Fact]
    public void A_deployment_that_holds_nothing_takes_the_instance_type_as_it_is_now()
    {
        var bigger = AnInstanceType.Named().WithResources(1, 1L << 30);

        Assert.Equal(bigger.Resources, Assert.Single(Plan(ADeployment.Named(), type: bigger).Ask).Each);
    }

    [Fact]
    public void A_new_template_asks_first_for_one_more_and_then_for_one_away()
    {
        var deployment = Granted(ADeployment.Named().WithReplicas(2));

        var plan = Plan(deployment.WithImage("modeldeploy/iris:2.0"), Seen.Replicas(Seen.Of(deployment.Status.Grant!.Template, 2)));

        Assert.IsType<RuntimeStep.Keep>(plan.Step);
        Assert.Equal([1, 0], plan.Ask.Select(ask => ask.Surge));
        Assert.Equal([Tiny * 3, Tiny * 2], plan.Ask.Select(ask => ask.Total));
        Assert.Equal(deployment.Status.Grant, plan.Grant);
    }

    [Fact]
    public void A_rollout_keeps_its_peak_until_no_older_replica_is_left()
    {
        var old = Granted(ADeployment.Named().WithReplicas(2));
        var oldTemplate = old.Status.Grant!.Template;
        var rolling = old.WithImage("modeldeploy/iris:2.0");
        var grant = Plan(rolling, Seen.Replicas(Seen.Of(oldTemplate, 2))).Ask[0];
        rolling = rolling.WithStatus(status => status with { Grant = grant });

        var during = Plan(rolling, Seen.Replicas([.. Seen.Of(oldTemplate, 1), .. Seen.Of(grant.Template, 2)]));
        var after = Plan(rolling, Seen.Replicas(Seen.Of(grant.Template, 2)));

        Assert.Equal(grant, during.Grant);
        Assert.Equal(1, Assert.IsType<RuntimeStep.Apply>(during.Step).Workload.Surge);
        Assert.Equal(Tiny * 2, after.Grant!.Total);
        Assert.Equal(0, after.Grant.Surge);
    }

    [Fact]
    public void More_replicas_ask_for_more_and_keep_the_template()
    {
        var deployment = Granted(ADeployment.Named());

        var plan = Plan(deployment.WithReplicas(3), Seen.Replicas(Seen.Of(deployment.Status.Grant!.Template, 1)));

        var ask = Assert.Single(plan.Ask);
        Assert.Equal(Tiny * 3, ask.Total);
        Assert.Equal(deployment.Status.Grant.Template, ask.Template);
    }

    [Fact]
    public void Fewer_replicas_give_back_only_what_the_runtime_reports_gone()
    {
        var deployment = Granted(ADeployment.Named().WithReplicas(3)).WithReplicas(1);
        var template = deployment.Status.Grant!.Template;

        var during = Plan(deployment, Seen.Replicas(Seen.Of(template, 2)));
        var after = Plan(deployment, Seen.Replicas(Seen.Of(template, 1)));

        Assert.Equal(1, Assert.IsType<RuntimeStep.Apply>(during.Step).Workload.Replicas);
        Assert.Equal(Tiny * 2, during.Grant!.Total);
        Assert.Equal(Tiny, after.Grant!.Total);
    }

    [Fact]
    public void Texts_metadata_and_access_need_no_new_replicas()
    {
        var deployment = Granted(ADeployment.Named());
        var changed = deployment.WithSpec(spec => spec.WithMetadata("accuracy", "0.98") with
        {
            DisplayName = "Another name",
            Description = "why",
            Access = AccessType.Private,
            Deadline = TimeSpan.FromMinutes(9),
        });

        var plan = Plan(changed, Seen.Replicas(Seen.Of(deployment.Status.Grant!.Template, 1)));

        Assert.Empty(plan.Ask);
        Assert.Equal(deployment.Status.Grant.Template, Assert.IsType<RuntimeStep.Apply>(plan.Step).Workload.Template.Hash);
    }

    [Fact]
    public void A_stop_releases_all_and_holds_the_grant_until_nothing_is_left()
    {
        var deployment = Granted(ADeployment.Named().WithReplicas(2)).Stopped();

        var during = Plan(deployment, Seen.Replicas(Seen.Of(deployment.Status.Grant!.Template, 1)));
        var after = Plan(deployment, Seen.Replicas());

        Assert.Equal(0, Assert.IsType<RuntimeStep.Apply>(during.Step).Workload.Replicas);
        Assert.Equal(deployment.Status.Grant, during.Grant);
        Assert.Null(after.Grant);
        Assert.Null(after.Refusal);
    }

    [Fact]
    public void A_stop_beats_every_failure()
    {
        var plan = Planner.Plan(Granted(ADeployment.Named()).Stopped(), new Facts(null, null, new SpecLimits()), Seen.Replicas(), Now);

        Assert.Null(plan.Refusal);
        Assert.Equal(0, Assert.IsType<RuntimeStep.Apply>(plan.Step).Workload.Replicas);
    }

    [Fact]
    public void A_delete_removes_everything_and_beats_a_stop()
    {
        Assert.IsType<RuntimeStep.Remove>(Plan(Granted(ADeployment.Named()).Stopped().Deleted()).Step);
    }

    [Fact]
    public void A_disabled_group_releases_all_with_its_reason()
    {
        var plan = Plan(Granted(ADeployment.Named()), group: AGroup.Named().Disabled());

        Assert.Equal(FailureReason.GroupDisabled, plan.Refusal?.Reason);
        Assert.Equal(0, Assert.IsType<RuntimeStep.Apply>(plan.Step).Workload.Replicas);
        Assert.Null(plan.Grant);
    }

    [Fact]
    public void A_missing_group_releases_all_with_its_reason()
    {
        var facts = new Facts(null, AnInstanceType.Named(), new SpecLimits());

        Assert.Equal(FailureReason.GroupNotFound, Planner.Plan(ADeployment.Named(), facts, Observation.Nothing, Now).Refusal?.Reason);
    }

    [Fact]
    public void A_missing_instance_type_keeps_what_runs()
    {
        var deployment = Granted(ADeployment.Named()).WithInstanceType("gone");
        var facts = new Facts(AGroup.Named(), null, new SpecLimits());

        var plan = Planner.Plan(deployment, facts, Seen.Replicas(Seen.Of(deployment.Status.Grant!.Template, 1)), Now);

        Assert.Equal(FailureReason.InstanceTypeNotFound, plan.Refusal?.Reason);
        Assert.IsType<RuntimeStep.Keep>(plan.Step);
        Assert.Equal(deployment.Status.Grant, plan.Grant);
    }

    [Fact]
    public void A_deleted_instance_type_does_not_hurt_what_was_frozen()
    {
        var deployment = Granted(ADeployment.Named());
        var facts = new Facts(AGroup.Named(), null, new SpecLimits());

        var plan = Planner.Plan(deployment, facts, Seen.Replicas(Seen.Of(deployment.Status.Grant!.Template, 1)), Now);

        Assert.Null(plan.Refusal);
        Assert.IsType<RuntimeStep.Apply>(plan.Step);
    }

    [Fact]
    public void An_invalid_spec_names_its_fields_and_keeps_what_runs()
    {
        var granted = Granted(ADeployment.Named());
        var plan = Plan(granted.WithReplicas(0), Seen.Replicas(Seen.Of(granted.Status.Grant!.Template, 1)));

        Assert.Equal(FailureReason.InvalidSpec, plan.Refusal?.Reason);
        Assert.Contains(plan.Refusal!.Evidence, line => line.StartsWith("replicas:", StringComparison.Ordinal));
        Assert.IsType<RuntimeStep.Keep>(plan.Step);
    }

    [Fact]
    public void An_invalid_spec_takes_back_nothing_that_the_runtime_is_about_to_take_up()
    {
        var granted = Granted(ADeployment.Named());

        var plan = Plan(granted.WithReplicas(0), Seen.Replicas() with { Behind = true });

        Assert.IsType<RuntimeStep.Keep>(plan.Step);
        Assert.Equal(granted.Status.Grant, plan.Grant);
    }

    [Fact]
    public void Nothing_is_done_for_want_of_knowledge()
    {
        var deployment = Granted(ADeployment.Named()).Deleted();

        var plan = Plan(deployment, Observation.Unknown("no answer"));

        Assert.IsType<RuntimeStep.Keep>(plan.Step);
        Assert.Equal(deployment.Status.Grant, plan.Grant);
    }

    [Fact]
    public void A_refused_admission_keeps_what_runs_and_remembers_what_it_waits_for()
    {
        var serving = Granted(ADeployment.Named());
        var seen = Seen.Replicas(Seen.Of(serving.Status.Grant!.Template, 1));
        var updated = serving.WithImage("modeldeploy/iris:2.0");
        var plan = Plan(updated, seen);

        var refused = Planner.Refuse(updated, plan, seen, Failures.GroupDisabled("demo"));

        Assert.Empty(refused.Ask);
        Assert.IsType<RuntimeStep.Keep>(refused.Step);
        Assert.Equal((serving.Status.Grant, plan.Template), (refused.Grant, refused.Template));
        Assert.Equal(plan.Ask[^1], refused.Waiting);
        Assert.Equal(FailureReason.GroupDisabled, refused.Refusal?.Reason);
    }

    private static Deployment Granted(Deployment deployment) =>
        deployment.WithStatus(status => status with { Grant = Plan(deployment).Ask[0] });

    private static Plan Plan(Deployment deployment, Observation? seen = null, InstanceType? type = null, Group? group = null) =>
        Planner.Plan(
            deployment, new Facts(group ?? AGroup.Named(), type ?? AnInstanceType.Named(), new SpecLimits()),
            seen ?? Observation.Nothing, Now);
}
