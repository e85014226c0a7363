using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>What must have come about some time after the faults have stopped.</summary>
internal sealed class SimulatedEnd(InMemoryDeploymentStore store, SimulatedRuntime runtime, SimulatedRules rules)
{
    /// <summary>Every wish is fulfilled, or fails for a cause that is really there; the history is whole.</summary>
    public void Check()
    {
        var all = Story.Done(store.ListAsync(default));
        foreach (var deployment in all)
        {
            Assert.Null(deployment.Deletion);
            Assert.Equal(deployment.Generation, deployment.Status.ObservedGeneration);
            if (deployment.Status.Failure is { } failure)
                CheckFailed(deployment, failure);
            else
                CheckFulfilled(deployment);
        }
        Assert.Empty(runtime.Keys.Except(all.Select(deployment => deployment.Key)));
        foreach (var (uid, generation) in rules.Newest)
        {
            var entries = Story.Done(store.Journal.ReadAsync(uid, null, int.MaxValue, default)).Where(entry => entry.Change.Action is not ChangeAction.Deleted);
            Assert.Equal(Enumerable.Range(1, (int)generation).Select(revision => (long)revision).Reverse(), entries.Select(entry => entry.Revision));
        }
    }

    private void CheckFulfilled(Deployment deployment)
    {
        Assert.Equal(deployment.Spec.Stop ? DeploymentPhase.Stopped : DeploymentPhase.Deployed, deployment.Phase);
        Assert.Equal(runtime.RunningOf(deployment.Key), deployment.Status.Grant?.Total ?? Resources.None);
        Assert.Null(deployment.Status.Waiting);
    }

    private void CheckFailed(Deployment deployment, Failure failure)
    {
        Assert.True(IsTrue(failure.Reason, deployment), $"{deployment.Id} ends with {failure.Reason}, running {deployment.Spec}");
        Assert.True(deployment.Status.Grant is null || runtime.RunningOf(deployment.Key) != Resources.None, $"{deployment.Id} holds a grant for nothing");
        if (runtime.ReadyOf(deployment.Key) > 0)
            CheckStillServing(deployment);
    }

    /// <summary>Where a revision is named that still serves, it is the one whose image answers.</summary>
    private void CheckStillServing(Deployment deployment)
    {
        Assert.Contains("still serve", deployment.Status.Message, StringComparison.Ordinal);
        if (!deployment.Status.Message.Contains(" Revision ", StringComparison.Ordinal))
            return;
        var revision = deployment.Status.LastDeployed!.Revision;
        var entry = Story.Done(store.Journal.FindAsync(deployment.Uid, revision, default))!;
        Assert.Contains($" Revision {revision} still serves.", deployment.Status.Message, StringComparison.Ordinal);
        Assert.Contains(runtime.LastSeen(deployment.Key)!.Replicas, replica => replica.Ready && replica.Image == entry.Spec.ModelImage);
    }

    private bool IsTrue(FailureReason reason, Deployment deployment) => reason switch
    {
        FailureReason.QuotaExceeded or FailureReason.MaxDeployments => IsShort(deployment),
        FailureReason.InvalidSpec => deployment.Spec.Replicas == 0,
        FailureReason.InstanceTypeNotFound =>
            rules.Catalog.InstanceType(deployment.Spec.InstanceType) is null
            && deployment.Status.Grant?.Inputs != TemplateHash.OfInputs(deployment.Spec),
        FailureReason.ImageNotFound => deployment.Spec.ModelImage == SimulatedReplica.Missing,
        FailureReason.Crashed => deployment.Spec.ModelImage == SimulatedReplica.Crashing,
        FailureReason.NotReady => deployment.Spec.ModelImage == SimulatedReplica.Slow,
        _ => false,
    };

    private bool IsShort(Deployment deployment) => QuotaRules.ShortagesOf(
        rules.Catalog.Group(deployment.Spec.Group)!.Quota, rules.UseOf(deployment.Spec.Group, except: deployment.Key),
        deployment.Status.Waiting!, deployment.Status.Grant).Count > 0;
}
