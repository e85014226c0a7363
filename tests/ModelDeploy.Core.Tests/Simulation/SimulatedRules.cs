using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>What must hold at every moment, and what must have come about once the faults have stopped.</summary>
internal sealed class SimulatedRules(InMemoryDeploymentStore store, InMemoryCatalog catalog, SimulatedRuntime runtime)
{
    private readonly Dictionary<Guid, long> _newest = [];

    /// <summary>What runs is granted, and nothing accepted is lost.</summary>
    public async Task CheckAsync()
    {
        foreach (var key in runtime.Keys)
        {
            var grant = (await store.GetAsync(key, default))?.Status.Grant;
            Assert.True(runtime.RunningOf(key).FitsInto(grant?.Total ?? Resources.None), $"{key} runs {runtime.RunningOf(key)} and holds {grant}");
        }
        foreach (var deployment in await store.ListAsync(default))
            _newest[deployment.Uid] = deployment.Generation;
    }

    /// <summary>Called before a status is written; what it returns, after. Grants grow only into what the quota leaves.</summary>
    public Action AroundStatus(DeploymentKey key)
    {
        var group = GroupOf(key);
        var before = UseOf(group);
        return () =>
        {
            var after = UseOf(group);
            var quota = Done(catalog.ReadAsync(default)).Group(group)!.Quota;
            Assert.True(after.Resources.Cpu <= Math.Max(before.Resources.Cpu, quota.Cpu ?? decimal.MaxValue), $"{key}: {after} of {quota}");
            Assert.True(after.Deployments <= Math.Max(before.Deployments, quota.MaxDeployments ?? int.MaxValue), $"{key}: {after} of {quota}");
            if (Done(store.GetAsync(key, default)) is { } written)
                CheckStatus(written);
        };
    }

    /// <summary>Every wish is fulfilled, or refused for a quota that really has no room; the history is whole.</summary>
    public async Task CheckTheEndAsync()
    {
        var all = await store.ListAsync(default);
        foreach (var deployment in all)
        {
            Assert.Null(deployment.Deletion);
            Assert.Equal(deployment.Generation, deployment.Status.ObservedGeneration);
            if (deployment.Status.Failure is { } failure)
                CheckRefused(deployment, failure);
            else
                CheckFulfilled(deployment);
        }
        Assert.Empty(runtime.Keys.Except(all.Select(deployment => deployment.Key)));
        foreach (var (uid, generation) in _newest)
        {
            var entries = (await store.Journal.ReadAsync(uid, null, int.MaxValue, default)).Where(entry => entry.Change.Action is not ChangeAction.Deleted);
            Assert.Equal(Enumerable.Range(1, (int)generation).Select(revision => (long)revision).Reverse(), entries.Select(entry => entry.Revision));
        }
    }

    private void CheckFulfilled(Deployment deployment)
    {
        Assert.Equal(deployment.Spec.Stop ? DeploymentPhase.Stopped : DeploymentPhase.Deployed, deployment.Phase);
        Assert.Equal(runtime.RunningOf(deployment.Key), deployment.Status.Grant?.Total ?? Resources.None);
        Assert.Null(deployment.Status.Waiting);
    }

    private void CheckRefused(Deployment deployment, Failure failure)
    {
        Assert.Contains(failure.Reason, new[] { FailureReason.QuotaExceeded, FailureReason.MaxDeployments });
        var used = UseOf(deployment.Spec.Group, except: deployment.Key);
        var quota = Done(catalog.ReadAsync(default)).Group(deployment.Spec.Group)!.Quota;
        Assert.NotEmpty(QuotaRules.ShortagesOf(quota, used, deployment.Status.Waiting!, deployment.Status.Grant));
        Assert.True(deployment.Status.Grant is null || runtime.RunningOf(deployment.Key) != Resources.None, $"{deployment.Id} holds a grant for nothing");
    }

    private void CheckStatus(Deployment written)
    {
        var status = written.Status;
        Assert.Equal(status.Phase is DeploymentPhase.Failed, status.Failure is not null);
        if (written.Phase is DeploymentPhase.Deployed)
        {
            Assert.Equal((written.Spec.Replicas, written.Spec.Replicas), (status.Replicas.Count, status.Available));
            Assert.All(status.Replicas, replica => Assert.True(replica is { Ready: true, State: ReplicaState.Running } && replica.Template == status.Template));
        }
        if (written.Phase is DeploymentPhase.Stopped)
            Assert.Equal((Resources.None, null), (runtime.RunningOf(written.Key), status.Grant));
        if (status.UnknownSince is null)
            Assert.DoesNotContain("Nothing is known", status.Message, StringComparison.Ordinal);
    }

    private string GroupOf(DeploymentKey key) => Done(store.GetAsync(key, default))!.Spec.Group;

    private QuotaUse UseOf(string group, DeploymentKey? except = null) =>
        QuotaUse.Of(Done(store.ListAsync(default)).Where(deployment => deployment.Spec.Group == group && deployment.Key != except));

    /// <summary>In memory everything is done at once.</summary>
    private static T Done<T>(Task<T> task)
    {
        Assert.True(task.IsCompletedSuccessfully);
        return task.GetAwaiter().GetResult();
    }
}
