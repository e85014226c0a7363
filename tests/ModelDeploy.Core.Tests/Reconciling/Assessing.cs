using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Reconciling;

/// <summary>What the assessor's tests start from: one deployment, one plan, one instant.</summary>
public static class Assessing
{
    public const string Newest = "new";
    public const string Older = "old";
    public static readonly DateTimeOffset Start = AChange.Start;
    public static readonly TimeSpan Deadline = ASpec.Usual.Deadline;

    public static Deployment Deployed(Deployment deployment, string template = Newest, TimeSpan after = default)
    {
        var verdict = Assess(deployment, Seen.Replicas(Seen.Of(template, deployment.Spec.Replicas)), Plan() with { Template = template }, after);
        Assert.Equal(DeploymentPhase.Deployed, verdict.Status.Phase);
        return deployment with { Status = verdict.Status };
    }

    public static Verdict Assess(Deployment deployment, Observation seen, Plan? plan = null, TimeSpan after = default) =>
        Assessor.Assess(deployment, plan ?? Plan(), seen, new RuntimeAnswer.Accepted(), Start + after);

    public static Plan Plan(Failure? refusal = null) =>
        new() { Step = new RuntimeStep.Keep(), Template = Newest, Refusal = refusal };

    public static Grant AGrant(DateTimeOffset at) => new()
    {
        Template = Newest,
        Inputs = "inputs",
        Each = new Resources(0.5m, 512L << 20, 0),
        Replicas = 1,
        Surge = 0,
        Total = new Resources(0.5m, 512L << 20, 0),
        At = at,
    };
}
