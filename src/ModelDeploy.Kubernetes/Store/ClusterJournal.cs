using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store.Wire;
using System.Text.Json.Nodes;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>The journal: an object of its own for every change, named for the deployment's uid and the revision, so that it is written once.</summary>
internal sealed class ClusterJournal(ApiClient client, string inNamespace, Informer<PhDeploymentChange> entries) : IJournal
{
    private const string Deleted = "deleted";

    /// <inheritdoc />
    public Task<IReadOnlyList<JournalEntry>> ReadAsync(Guid uid, long? before, int limit, CancellationToken stop) =>
        Task.FromResult(Page(entries.All.Where(entry => entry.Spec.Uid == uid), before, limit));

    /// <inheritdoc />
    public Task<IReadOnlyList<JournalEntry>> SearchAsync(JournalFilter filter, long? before, int limit, CancellationToken stop) =>
        Task.FromResult(Page(entries.All.Where(entry => IsMeant(entry.Spec, filter)), before, limit));

    /// <inheritdoc />
    public Task<JournalEntry?> FindAsync(Guid uid, long revision, CancellationToken stop) =>
        Task.FromResult(Find($"{uid}", revision) is { } entry ? EntryOf(entry) : null);

    /// <summary>The newest changes that made revisions of it, as far as they are known here.</summary>
    public IEnumerable<PhDeploymentChangeSpec> NewestOf(PhDeployment deployment, int most)
    {
        var last = Math.Max(1, deployment.Metadata.Generation - most + 1);
        for (var revision = deployment.Metadata.Generation; revision >= last; revision--)
        {
            if (Find(deployment.Metadata.Uid, revision) is { Spec: var change })
                yield return change;
        }
    }

    /// <summary>The spec of the revision before the present one, or null when it is not known.</summary>
    public PhDeploymentSpec? SpecBefore(PhDeployment deployment) => Find(deployment.Metadata.Uid, deployment.Metadata.Generation - 1)?.Spec.Snapshot;

    /// <summary>The Secrets that any revision of it refers to.</summary>
    public IReadOnlySet<string> SecretsOf(PhDeployment deployment) => entries.All
        .Where(entry => $"{entry.Spec.Uid}" == deployment.Metadata.Uid)
        .Select(entry => entry.Spec.Snapshot.EnvSecret).Append(deployment.Spec.EnvSecret).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the change that made its present revision is written down.</summary>
    public bool Has(PhDeployment deployment) => Find(deployment.Metadata.Uid, deployment.Metadata.Generation) is not null;

    /// <summary>Writes down the change that made the present revision, unless it is written down already.</summary>
    /// <exception cref="Core.StoreUnavailableException">The cluster did not take it.</exception>
    public async Task WriteAsync(PhDeployment deployment, CancellationToken stop)
    {
        if (!Has(deployment))
            await WriteAsync(deployment, $"{deployment.Metadata.Generation}", DeploymentReader.RevisionOf(deployment, SpecBefore(deployment)), stop);
    }

    /// <summary>Writes down that it was deleted, unless it is written down already.</summary>
    /// <exception cref="Core.StoreUnavailableException">The cluster did not take it.</exception>
    public async Task WriteDeletedAsync(PhDeployment deployment, Change change, CancellationToken stop)
    {
        if (!entries.TryGet(new ObjectName(inNamespace, $"{deployment.Metadata.Uid}-{Deleted}"), out _))
            await WriteAsync(deployment, Deleted, change, stop);
    }

    private async Task WriteAsync(PhDeployment deployment, string suffix, Change change, CancellationToken stop)
    {
        var spec = new PhDeploymentChangeSpec
        {
            Deployment = deployment.Metadata.Name,
            Uid = new Guid(deployment.Metadata.Uid),
            Group = deployment.Status?.GroupName ?? deployment.Spec.GroupName ?? "",
            Revision = deployment.Metadata.Generation,
            Action = change.Action,
            By = new ChangeAuthor(change.By.Key.Issuer, change.By.Key.Subject, change.By.Name),
            At = change.At,
            Message = WireJson.NullIfEmpty(change.Message),
            FromRevision = change.FromRevision,
            Snapshot = deployment.Spec.Redact(),
        };
        var metadata = new JsonObject
        {
            ["name"] = $"{deployment.Metadata.Uid}-{suffix}",
            ["labels"] = new JsonObject { [Labels.ManagedBy] = Labels.Manager, [Labels.Uid] = deployment.Metadata.Uid },
        };
        var made = await client.CreateAsync<PhDeploymentChange>(Kinds.PhDeploymentChange, inNamespace, WireJson.Object(Kinds.PhDeploymentChange, metadata, spec), stop);
        if (made.Is(out var entry, out var error))
            entries.Accept(entry);
        else if (error.Reason is not ApiReason.AlreadyExists)
            throw ClusterTrouble.Of(error);
    }

    private PhDeploymentChange? Find(string uid, long revision) =>
        entries.TryGet(new ObjectName(inNamespace, $"{uid}-{revision}"), out var entry) ? entry : null;

    private static bool IsMeant(PhDeploymentChangeSpec change, JournalFilter filter) =>
        (filter.Groups is null || filter.Groups.Contains(change.Group))
        && (filter.DeploymentId is null || filter.DeploymentId == change.Deployment)
        && (filter.Action is null || filter.Action == change.Action);

    private static IReadOnlyList<JournalEntry> Page(IEnumerable<PhDeploymentChange> found, long? before, int limit) =>
    [
        .. found.Select(EntryOf).Where(entry => before is null || entry.Number < before)
            .OrderByDescending(entry => entry.Number).Take(limit).Select(entry => entry with { Spec = entry.Spec.Redact() }),
    ];

    private static JournalEntry EntryOf(PhDeploymentChange entry) => new(
        (long)ApiVersions.NumberOf(entry.Metadata.ResourceVersion), entry.Spec.Uid, entry.Spec.Deployment, entry.Spec.Revision,
        new Change(
            entry.Spec.Action, new PersonRef(new PersonKey(entry.Spec.By.Issuer, entry.Spec.By.Subject), entry.Spec.By.Name),
            entry.Spec.At, entry.Spec.Message ?? "", entry.Spec.FromRevision),
        SpecMapping.Read(entry.Spec.Snapshot).Spec);
}
