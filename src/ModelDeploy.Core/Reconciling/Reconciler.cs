using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Reconciling;

/// <summary>One pass for one key. Repeatable at any moment; learns from the world, never from the event that woke it.</summary>
public sealed partial class Reconciler(
    IDeploymentStore store, ICatalog catalog, IModelRuntime runtime, Admission admission, FirstLooks looks, SpecLimits limits,
    TimeProvider clock, ILogger<Reconciler> logger)
{
    private readonly ClockWatch _clockWatch = new(clock);
    private readonly ConcurrentDictionary<DeploymentKey, bool> _unclaimed = new();

    /// <summary>Makes the runtime match what is wanted, one step, and writes down what is. Throws only for transport.</summary>
    public async Task<Next> RunAsync(DeploymentKey key, CancellationToken stop)
    {
        if (await store.GetAsync(key, stop) is not { } deployment)
            return await RemoveUnclaimedAsync(key, stop);

        var facts = Facts.For(deployment.Spec, await catalog.ReadAsync(stop), limits);
        var seen = await runtime.ObserveAsync(key, stop);
        var plan = Planner.Plan(deployment, facts, seen, clock.GetUtcNow());
        if (plan.Ask.Count > 0)
        {
            switch (await admission.AskAsync(deployment, plan.Ask, stop))
            {
                case AdmissionAnswer.Refused refused:
                    plan = Planner.Refuse(deployment, plan, seen, refused.Failure);
                    break;
                default:
                    return new Next.Again();
            }
        }

        var answer = await TakeStepAsync(key, plan.Step, stop);
        if (plan.Grant != deployment.Status.Grant || seen.Behind)
        {
            // What was seen before the step may have grown meanwhile: a grant shrinks only by what is seen after it. And a step that
            // takes back one that was not taken up yet changes nothing any more, so that nothing would wake us.
            seen = await runtime.ObserveAsync(key, stop);
            plan = plan with { Grant = answer is RuntimeAnswer.Accepted ? Planner.GrantAfter(deployment, plan, seen) : deployment.Status.Grant };
        }
        var verdict = Assessor.Assess(deployment, plan, seen, answer, clock.GetUtcNow(), _clockWatch.Look());
        if (answer is not RuntimeAnswer.Accepted { Stirs: true } || !SaysNothingNew(verdict.Status, deployment.Status))
            return await WriteAsync(deployment, verdict, stop);
        looks.Add(deployment);
        return new Next.WhenSettled();
    }

    /// <summary>Whether what is stored tells people the same already, but for how far it has come.</summary>
    private static bool SaysNothingNew(DeploymentStatus status, DeploymentStatus stored) =>
        (status.Phase, status.Failure, status.Grant, status.Waiting, status.UnknownSince)
        == (stored.Phase, stored.Failure, stored.Grant, stored.Waiting, stored.UnknownSince);

    private async Task<RuntimeAnswer> TakeStepAsync(DeploymentKey key, RuntimeStep step, CancellationToken stop) => step switch
    {
        RuntimeStep.Apply apply => await runtime.ApplyAsync(key, apply.Workload, stop),
        RuntimeStep.Remove => await runtime.RemoveAsync(key, stop),
        _ => new RuntimeAnswer.Accepted(),
    };

    /// <summary>The single exit of a pass: status is written here, once, and only if it changed.</summary>
    private async Task<Next> WriteAsync(Deployment deployment, Verdict verdict, CancellationToken stop)
    {
        if (verdict.Finished)
        {
            if (await store.ForgetAsync(deployment.Key, deployment.Version, stop) is StoreResult<Deployment>.Conflict)
                return new Next.Again();
            looks.Remove(deployment.Key);
            Log.Removed(logger, deployment.Id);
            return new Next.Forget();
        }
        var written = deployment;
        if (verdict.Status != deployment.Status)
        {
            if (await store.UpdateStatusAsync(deployment.Key, verdict.Status, deployment.Version, stop) is not StoreResult<Deployment>.Stored stored)
                return new Next.Again();
            written = stored.Value;
            if (verdict.Status.Phase != deployment.Status.Phase || verdict.Status.Failure?.Reason != deployment.Status.Failure?.Reason)
                Log.PhaseChanged(logger, deployment.Id, deployment.Generation, deployment.Status.Phase, verdict.Status.Phase, verdict.Status.Message);
        }
        if (verdict.Status.UnknownSince is null)
            looks.Add(written);
        return verdict.LookAgainAt is { } at ? new Next.At(at) : new Next.WhenSomethingChanges();
    }

    private async Task<Next> RemoveUnclaimedAsync(DeploymentKey key, CancellationToken stop)
    {
        var seen = await runtime.ObserveAsync(key, stop);
        looks.Remove(key);
        if (seen is { UnknownBecause: null, Exists: false })
        {
            _unclaimed.TryRemove(key, out _);
            return new Next.Forget();
        }
        if (_unclaimed.TryAdd(key, true)) // told once, not for each replica that goes
            Log.RemovingUnclaimed(logger, key.Id);
        return await runtime.RemoveAsync(key, stop) is RuntimeAnswer.Unreachable
            ? new Next.At(clock.GetUtcNow() + TimeSpan.FromSeconds(5))
            : new Next.WhenSomethingChanges();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Deployment {Id} revision {Revision}: {Before} → {After}: {Message}")]
        public static partial void PhaseChanged(
            ILogger logger, string id, long revision, DeploymentPhase before, DeploymentPhase after, string message);

        [LoggerMessage(2, LogLevel.Information, "Deployment {Id} is deleted and nothing is left of it")]
        public static partial void Removed(ILogger logger, string id);

        [LoggerMessage(3, LogLevel.Information, "Removing what is left of {Id}: no deployment claims it")]
        public static partial void RemovingUnclaimed(ILogger logger, string id);
    }
}
