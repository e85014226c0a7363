using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>What must hold at every moment, told by what really runs and not by what the product says of it.</summary>
internal sealed class SimulatedRules(
    InMemoryDeploymentStore store, InMemoryCatalog catalog, SimulatedRuntime runtime, SimulatedController controller)
{
    private readonly Dictionary<Guid, long> _journaled = [];
    private readonly Dictionary<string, Resources> _ceilings = [];
    private readonly HashSet<string> _failureTexts = [];
    private readonly HashSet<DeploymentKey> _serving = [];
    private readonly Dictionary<DeploymentKey, Look?> _toldBy = [];

    /// <summary>Every generation that there ever was, by uid.</summary>
    public IReadOnlyDictionary<Guid, long> Newest => _journaled;

    /// <summary>Checks everything that can be checked between two moments.</summary>
    public void Check()
    {
        var all = Story.Done(store.ListAsync(default));
        foreach (var key in runtime.Keys)
        {
            var grant = all.FirstOrDefault(deployment => deployment.Key == key)?.Status.Grant;
            Assert.True(runtime.RunningOf(key).FitsInto(grant?.Total ?? Resources.None), $"{key} runs {runtime.RunningOf(key)} and holds {grant}");
        }
        foreach (var group in all.GroupBy(deployment => deployment.Spec.Group))
            CheckCeiling(group.Key, [.. group]);
        foreach (var deployment in all)
        {
            CheckShown(deployment);
            CheckServing(deployment);
        }
    }

    /// <summary>Somebody changed the spec, or a replica was lost: it may serve nothing now.</summary>
    public void MayStopServing(DeploymentKey key) => _serving.Remove(key);

    /// <summary>Called before a status is written; what it returns, after, with what was stored.</summary>
    public Action<Deployment?> AroundStatus(DeploymentKey key, DeploymentStatus status)
    {
        var stored = Story.Done(store.GetAsync(key, default));
        Assert.False(stored?.Status == status, $"{key}: what is written is there already");
        var before = UseOf(stored?.Spec.Group);
        return written =>
        {
            if (written is null)
                return;
            CheckGrowth(written, before, UseOf(written.Spec.Group));
            CheckWritten(written);
            _toldBy[key] = runtime.LastSeen(key);
        };
    }

    /// <summary>Called after every write: what was accepted is in the journal, and none is missing before it.</summary>
    public void CheckJournal(Deployment deployment)
    {
        var before = _journaled.GetValueOrDefault(deployment.Uid);
        Assert.True(deployment.Generation >= before, $"{deployment.Id} went back to generation {deployment.Generation}");
        for (var revision = before + 1; revision <= deployment.Generation; revision++)
        {
            var entry = Story.Done(store.Journal.FindAsync(deployment.Uid, revision, default));
            Assert.True(entry is not null, $"{deployment.Id}: revision {revision} is not in the journal");
        }
        _journaled[deployment.Uid] = deployment.Generation;
    }

    /// <summary>A pass does to the runtime what it read that people want, and nothing before its grant is stored.</summary>
    public void CheckAsked(DeploymentKey key, Deployment? read, Workload? workload)
    {
        if (workload is null)
            Assert.True(read is null or { Deletion: not null }, $"{key} is removed and was not deleted");
        else if (workload.Replicas > 0)
            Assert.Equal((read!.Spec.ModelImage, read.Spec.Replicas, read.Status.Grant?.Template), (workload.Template.Image, workload.Replicas, workload.Template.Hash));
        else if (runtime.ReadyOf(key) > 0)
            Assert.True(read!.Spec.Stop || Catalog.Group(read.Spec.Group) is not { ModelDeploymentEnabled: true }, $"{key} serves and is released");
    }

    /// <summary>What others of the group hold.</summary>
    public QuotaUse UseOf(string? group, DeploymentKey? except = null) =>
        QuotaUse.Of(Story.Done(store.ListAsync(default)).Where(deployment => deployment.Spec.Group == group && deployment.Key != except));

    /// <summary>Groups and instance types as of now.</summary>
    public CatalogSnapshot Catalog => Story.Done(catalog.ReadAsync(default));

    private void CheckGrowth(Deployment written, QuotaUse before, QuotaUse after)
    {
        var quota = Catalog.Group(written.Spec.Group)?.Quota ?? new Quota(0, 0, 0, 0);
        Assert.True(after.Resources.Cpu <= Math.Max(before.Resources.Cpu, quota.Cpu ?? decimal.MaxValue), $"{written.Id}: {after} of {quota}");
        Assert.True(after.Deployments <= Math.Max(before.Deployments, quota.MaxDeployments ?? int.MaxValue), $"{written.Id}: {after} of {quota}");
    }

    /// <summary>More than the quota runs only as long as that much was promised before the quota was lowered.</summary>
    private void CheckCeiling(string group, IReadOnlyList<Deployment> deployments)
    {
        var granted = QuotaUse.Of(deployments).Resources;
        var ceiling = Catalog.Group(group)?.Quota.Cpu ?? 0;
        if (_ceilings.TryGetValue(group, out var before))
            ceiling = Math.Max(ceiling, Math.Min(before.Cpu, granted.Cpu));
        _ceilings[group] = new Resources(ceiling, 0, 0);
        var running = deployments.Sum(deployment => runtime.RunningOf(deployment.Key).Cpu);
        Assert.True(running <= ceiling, $"{group} runs {running} cores, and never more than {ceiling} were promised");
    }

    private void CheckShown(Deployment stored)
    {
        var shown = controller.Looks.Cover(stored) ? stored : UnconfirmedStatus.Of(stored);
        if (shown.Spec.Stop || shown.Deletion is not null)
            Assert.True(shown.Phase is DeploymentPhase.Stopping or DeploymentPhase.Stopped, $"{shown.Id} shall stop and shows {shown.Phase}");
        if (shown.Phase is DeploymentPhase.Failed)
            _failureTexts.Add(shown.Status.Failure!.Message);
        else
            Assert.DoesNotContain(_failureTexts, text => EffectivePhase.MessageOf(shown).Contains(text, StringComparison.Ordinal));
        if (shown.Phase is not DeploymentPhase.Deployed)
            return;
        var look = runtime.LastSeen(shown.Key);
        Assert.True(
            // A later look whose pass could not write it down does not count yet.
            look is not null && (look.IsComplete(shown) || _toldBy.GetValueOrDefault(shown.Key)?.IsComplete(shown) is true),
            $"{shown.Id} shows Deployed for {shown.Spec.Replicas} of {shown.Spec.ModelImage}; seen was {string.Join(", ", look?.Replicas ?? [])}");
        if (shown.Spec.Replicas > 1 && runtime.ReadyOf(shown.Key) == shown.Spec.Replicas)
            _serving.Add(shown.Key);
    }

    /// <summary>Once it serves with several replicas, nothing but a stop, a loss or an administrator may end that.</summary>
    private void CheckServing(Deployment deployment)
    {
        if (deployment.Spec.Stop || deployment.Deletion is not null || deployment.Spec.Replicas < 2
            || Catalog.Group(deployment.Spec.Group) is not { ModelDeploymentEnabled: true })
            _serving.Remove(deployment.Key);
        else if (_serving.Contains(deployment.Key))
            Assert.True(runtime.ReadyOf(deployment.Key) > 0, $"{deployment.Id} served and serves no more: {deployment.Status.Message}");
    }

    private void CheckWritten(Deployment written)
    {
        var status = written.Status;
        Assert.Equal(status.Phase is DeploymentPhase.Failed, status.Failure is not null);
        if (written.Phase is DeploymentPhase.Stopped)
            Assert.Equal((Resources.None, null), (runtime.RunningOf(written.Key), status.Grant));
        if (status.UnknownSince is null)
            Assert.DoesNotContain("Nothing is known", status.Message, StringComparison.Ordinal);
        if (status is { UnknownSince: null, Failure.Reason: var reason } && status.ObservedGeneration == written.Generation)
            Assert.True(MayBe(reason, written), $"{written.Id} says {reason} and nothing is the cause of it");
    }

    /// <summary>Whether the cause of a failure is there.</summary>
    private bool MayBe(FailureReason reason, Deployment of) => reason switch
    {
        FailureReason.GroupNotFound => Catalog.Group(of.Spec.Group) is null,
        FailureReason.GroupDisabled => Catalog.Group(of.Spec.Group) is { ModelDeploymentEnabled: false },
        FailureReason.InstanceTypeNotFound => Catalog.InstanceType(of.Spec.InstanceType) is null,
        FailureReason.InvalidSpec => of.Spec.Replicas == 0,
        FailureReason.QuotaExceeded => of.Status.Waiting is not null && Catalog.Group(of.Spec.Group)?.Quota.Cpu is not null,
        FailureReason.MaxDeployments => of.Status is { Waiting: not null, Grant: null },
        FailureReason.RuntimeRejected => runtime.Rejection is not null,
        FailureReason.ImageNotFound => of.Spec.ModelImage == SimulatedReplica.Missing,
        FailureReason.Crashed or FailureReason.OutOfMemory when runtime.LastSeen(of.Key)!.IsCrashing(of) => true,
        _ => !runtime.LastSeen(of.Key)!.IsComplete(of),
    };
}
