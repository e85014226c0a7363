using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.Kubernetes.Runtime.Observing;

namespace ModelDeploy.Kubernetes.Runtime.Children;

/// <summary>Makes the objects of a deployment what they shall be, and writes nothing where they are so already.</summary>
internal sealed class ChildWriter(ApiClient client, ClusterView view, KubernetesOptions options)
{
    private const int Tries = 2;

    /// <summary>Objects that somebody changes again whenever we correct them, as they were left: correcting them again would go on for ever.</summary>
    private readonly ConcurrentDictionary<string, string> _left = new();

    private string Namespace => options.Namespace;

    /// <summary>Makes the workload what exists. Whatever is made stirs up the cluster's own controllers.</summary>
    public async Task<RuntimeAnswer> ApplyAsync(DeploymentKey key, Workload workload, CancellationToken stop)
    {
        var isReleased = workload.Replicas == 0;
        if (isReleased && await DeleteOrphansAsync(key, stop) is { } held)
            return held;
        if (isReleased && view.ChildrenOf(key).Count == 0)
            return new RuntimeAnswer.Accepted();
        var stirs = false;
        var wanted = ChildObjects.Of(key, WithSurgeAsItIs(key, workload), options);
        foreach (var child in wanted)
        {
            var answer = isReleased && child.Kind == Kinds.Deployment
                ? await ReleaseAsync(key, workload.Uid, stop)
                : await ApplyChildAsync(key, workload.Uid, child, stop);
            if (answer is not (null or RuntimeAnswer.Accepted))
                return answer;
            stirs |= answer is RuntimeAnswer.Accepted { Stirs: true };
        }
        return await PruneAsync(key, wanted, stop) ?? new RuntimeAnswer.Accepted(stirs);
    }

    /// <summary>Deletes everything of a deployment; null when that is done, else why it could not be.</summary>
    public async Task<RuntimeAnswer?> RemoveAsync(DeploymentKey key, CancellationToken stop) =>
        await PruneAsync(key, [], stop) ?? await DeleteOrphansAsync(key, stop);

    /// <summary>
    /// Where nothing is to be rolled, the surge means nothing: writing another would only make the Deployment's controller look again, and
    /// what is deployed seem not to be for a moment.
    /// </summary>
    private Workload WithSurgeAsItIs(DeploymentKey key, Workload workload) =>
        view.Find(Kinds.Deployment, new ObjectName(Namespace, ChildNames.Of(key))) is { MaxSurge: 0 or 1 } live
        && live.Template == workload.Template.Hash && live.Replicas == workload.Replicas
            ? workload with { Surge = live.MaxSurge.Value }
            : workload;

    private async Task<RuntimeAnswer?> ApplyChildAsync(DeploymentKey key, Guid uid, Child child, CancellationToken stop)
    {
        var (live, refusal) = await FindAsync(child.Kind, key, uid, stop);
        if (refusal is not null)
            return refusal;
        // One that is being deleted comes back when it is gone: the runtime tells of it then.
        if (live is { Metadata.DeletionTimestamp: not null } || (live is not null && IsFine(child, live)))
            return null;

        var applied = await client.ApplyAsync<ChildObject>(child.Kind, Namespace, child.Name, child.Content, Labels.Manager, stop);
        for (var left = Tries; ; left--)
        {
            if (!applied.Is(out var written, out var error))
                return Refusals.AnswerOf(error, Namespace);
            view.Accept(child.Kind, written);
            if (Drift.IsAsWanted(child, written))
                return new RuntimeAnswer.Accepted(Stirs: child.Kind == Kinds.Deployment);
            if (left == 0)
            {
                _left[written.Metadata.Uid] = LeftAs(child, written);
                return null;
            }
            applied = await client.MergeAsync<ChildObject>(child.Kind, Namespace, child.Name, Drift.Correction(child), null, stop);
        }
    }

    /// <summary>Scales to nothing and leaves the template as it is: nothing is rolled for that.</summary>
    private async Task<RuntimeAnswer?> ReleaseAsync(DeploymentKey key, Guid uid, CancellationToken stop)
    {
        var (live, refusal) = await FindAsync(Kinds.Deployment, key, uid, stop);
        if (refusal is not null || live is null or { Replicas: 0 } or { Metadata.DeletionTimestamp: not null })
            return refusal;
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["uid"] = live.Metadata.Uid }, ["spec"] = new JsonObject { ["replicas"] = 0 } };
        var scaled = await client.MergeAsync<ChildObject>(Kinds.Deployment, Namespace, live.Metadata.Name, patch, null, stop);
        if (scaled.Is(out var written, out var error))
            view.Accept(Kinds.Deployment, written);
        return error is null or { Reason: ApiReason.NotFound } ? null : Refusals.AnswerOf(error, Namespace);
    }

    /// <summary>The object that bears the child's name, if it may be changed; one of an earlier deployment of this id is removed first.</summary>
    private async Task<(ChildObject? Live, RuntimeAnswer? Refusal)> FindAsync(ApiKind kind, DeploymentKey key, Guid uid, CancellationToken stop)
    {
        var name = ChildNames.Of(key);
        if (view.Find(kind, new ObjectName(Namespace, name)) is not { } live)
        {
            // It may be there without our labels; only then is it asked for, and the server's own copy will do.
            var found = await client.GetCachedAsync<ChildObject>(kind, Namespace, name, stop);
            if (!found.Is(out live, out var error))
                return (null, error.Reason is ApiReason.NotFound ? null : Refusals.AnswerOf(error, Namespace));
        }
        switch (ChildOwners.Of(live, key, uid))
        {
            case ChildOwner.Ours:
                return (live, null);
            case ChildOwner.Leftover:
                return (null, await DeleteAsync(kind, live, stop));
            default:
                return (null, new RuntimeAnswer.Rejected(Failures.ForeignChild($"{kind.Kind} {name}", Namespace)));
        }
    }

    private bool IsFine(Child child, ChildObject live) =>
        Drift.IsAsWanted(child, live) || (_left.TryGetValue(live.Metadata.Uid, out var left) && left == LeftAs(child, live));

    private static string LeftAs(Child child, ChildObject live) => $"{child.Content["metadata"]!["annotations"]![Child.HashAnnotation]}/{live.Metadata.Generation}";

    private async Task<RuntimeAnswer?> PruneAsync(DeploymentKey key, IReadOnlyList<Child> wanted, CancellationToken stop)
    {
        foreach (var (kind, child) in view.ChildrenOf(key))
        {
            if (child.Metadata.DeletionTimestamp is not null || wanted.Any(item => item.Kind == kind && item.Name == child.Metadata.Name))
                continue;
            if (await DeleteAsync(kind, child, stop) is { } refusal)
                return refusal;
        }
        return null;
    }

    /// <summary>A Deployment that is made anew takes in what one before it left; where there shall be none, nobody else ends it.</summary>
    private async Task<RuntimeAnswer?> DeleteOrphansAsync(DeploymentKey key, CancellationToken stop)
    {
        foreach (var (kind, orphan) in view.OrphansOf(key))
        {
            var deleted = await client.DeleteAsync(kind, Namespace, orphan.Metadata.Name, new Precondition(orphan.Metadata.Uid), stop);
            if (deleted.Error is not (null or { Reason: ApiReason.NotFound or ApiReason.Conflict }))
                return Refusals.AnswerOf(deleted.Error, Namespace);
        }
        return null;
    }

    /// <summary>A Deployment stays, marked, until its pods are gone: so nothing of it is lost from sight.</summary>
    private async Task<RuntimeAnswer?> DeleteAsync(ApiKind kind, ChildObject child, CancellationToken stop)
    {
        var exactly = new Precondition(child.Metadata.Uid);
        var deleted = kind == Kinds.Deployment
            ? await client.DeleteAfterOwnedAsync(kind, Namespace, child.Metadata.Name, exactly, stop)
            : await client.DeleteAsync(kind, Namespace, child.Metadata.Name, exactly, stop);
        // A conflict says that the name belongs to another object by now.
        if (deleted.Error is not (null or { Reason: ApiReason.NotFound or ApiReason.Conflict }))
            return Refusals.AnswerOf(deleted.Error, Namespace);
        view.AcceptDeleted(kind, child);
        return null;
    }
}
