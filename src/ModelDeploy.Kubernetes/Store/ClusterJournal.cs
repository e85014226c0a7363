using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>
/// The journal: an object of its own for every change, named for the deployment's uid and the revision, so that it is written once. Until
/// it is there, the deployment itself tells of its newest change.
/// </summary>
/// <param name="client">Writes.</param>
/// <param name="inNamespace">Where the entries are.</param>
/// <param name="entries">What is written.</param>
/// <param name="deployments">What is to be written about.</param>
/// <param name="clock">Tells when a change that tells no time was seen.</param>
internal sealed class ClusterJournal(
    ApiClient client, string inNamespace, Informer<PhDeploymentChange> entries, Informer<PhDeployment> deployments, TimeProvider clock) : IJournal
{
    private const string Deleted = "deleted";
    private const long BehindAllWritten = 1L << 62;

    // Revisions that were followed by another before they were written down.
    private readonly ConcurrentDictionary<string, PastRevision> _overtaken = new(StringComparer.Ordinal);

    // The newest revision of each deployment that came by kubectl and is not written down, by uid.
    private readonly ConcurrentDictionary<string, (long Revision, Change Change)> _seen = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Task<IReadOnlyList<JournalEntry>> ReadAsync(Guid uid, long? before, int limit, CancellationToken stop) =>
        Task.FromResult(Page(change => change.Uid == uid, before, limit));

    /// <inheritdoc />
    public Task<IReadOnlyList<JournalEntry>> SearchAsync(JournalFilter filter, long? before, int limit, CancellationToken stop) =>
        Task.FromResult(Page(change => IsMeant(change, filter), before, limit));

    /// <inheritdoc />
    public Task<JournalEntry?> FindAsync(Guid uid, long revision, CancellationToken stop)
    {
        var unwritten = Unwritten().Where(entry => entry.Change.Uid == uid && entry.Change.Revision == revision && entry.Change.Action is not ChangeAction.Deleted);
        return Task.FromResult(Find($"{uid}", revision) is { } entry ? EntryOf(NumberOf(entry), entry.Spec) : unwritten.Select(found => EntryOf(found.Number, found.Change)).FirstOrDefault());
    }

    /// <summary>The newest changes that made revisions of it, as far as they are known here.</summary>
    public IEnumerable<PhDeploymentChangeSpec> NewestOf(PhDeployment deployment, int most)
    {
        if (!Has(deployment))
            yield return ChangeOf(deployment, RevisionOf(deployment));
        var last = Math.Max(1, deployment.Revision - most + 1);
        for (var revision = deployment.Revision; revision >= last; revision--)
        {
            if (Find(deployment.Metadata.Uid, revision) is { Spec: var change })
                yield return change;
        }
    }

    /// <summary>The change that made the present revision: as it is written down, as the command that made it noted, or else as the object tells.</summary>
    public Change RevisionOf(PhDeployment deployment)
    {
        if (Find(deployment.Metadata.Uid, deployment.Revision) is { Spec: var written })
            return ChangeIn(written);
        if (ChangeNote.On(deployment) is { } note && note.Generation == deployment.Revision)
            return note.Change;
        // Told once, as the moment at which it was seen is a part of it.
        var told = _seen.AddOrUpdate(deployment.Metadata.Uid, _ => Told(deployment), (_, known) => known.Revision >= deployment.Revision ? known : Told(deployment));
        return told.Revision == deployment.Revision ? told.Change : Told(deployment).Change;
    }

    /// <summary>Takes note of a revision that another has followed: what the next one changed is told by it, until it is written down.</summary>
    public void NoteOvertaken(PhDeployment deployment)
    {
        if (!Has(deployment))
            _overtaken[NameOf(deployment.Metadata.Uid, deployment.Revision)] = new PastRevision(deployment.Spec.Redact(), RevisionOf(deployment).At);
    }

    /// <summary>Takes note that it is gone.</summary>
    public void NoteGone(PhDeployment deployment) => _seen.TryRemove(deployment.Metadata.Uid, out _);

    private (long Revision, Change Change) Told(PhDeployment deployment) =>
        (deployment.Revision, Kubectl.LastChangeOf(deployment, Before(deployment), clock.GetUtcNow()));

    private PastRevision? Before(PhDeployment deployment) => Find(deployment.Metadata.Uid, deployment.Revision - 1) is { Spec: var written }
        ? new PastRevision(written.Snapshot, written.At)
        : _overtaken.GetValueOrDefault(NameOf(deployment.Metadata.Uid, deployment.Revision - 1));

    /// <summary>The Secrets that any revision of it refers to.</summary>
    public IReadOnlySet<string> SecretsOf(PhDeployment deployment) => entries.All
        .Where(entry => $"{entry.Spec.Uid}" == deployment.Metadata.Uid)
        .Select(entry => entry.Spec.Snapshot.EnvSecret).Append(deployment.Spec.EnvSecret).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the change that made its present revision is written down.</summary>
    public bool Has(PhDeployment deployment) => Find(deployment.Metadata.Uid, deployment.Revision) is not null;

    /// <summary>Writes down the change that made the present revision, unless it is written down already.</summary>
    /// <exception cref="Core.StoreUnavailableException">The cluster did not take it.</exception>
    public async Task WriteAsync(PhDeployment deployment, CancellationToken stop)
    {
        if (!Has(deployment))
            await WriteAsync(deployment, $"{deployment.Revision}", RevisionOf(deployment), stop);
        _overtaken.TryRemove(NameOf(deployment.Metadata.Uid, deployment.Revision), out _);
    }

    /// <summary>Writes down that it was deleted, unless it is written down already.</summary>
    /// <exception cref="Core.StoreUnavailableException">The cluster did not take it.</exception>
    public async Task WriteDeletedAsync(PhDeployment deployment, Change change, CancellationToken stop)
    {
        if (!HasDeletion(deployment))
            await WriteAsync(deployment, Deleted, change, stop);
    }

    private async Task WriteAsync(PhDeployment deployment, string suffix, Change change, CancellationToken stop)
    {
        var metadata = new JsonObject
        {
            ["name"] = $"{deployment.Metadata.Uid}-{suffix}",
            ["labels"] = new JsonObject { [Labels.ManagedBy] = Labels.Manager, [Labels.Uid] = deployment.Metadata.Uid },
        };
        var made = await client.CreateAsync<PhDeploymentChange>(Kinds.PhDeploymentChange, inNamespace, WireJson.Object(Kinds.PhDeploymentChange, metadata, ChangeOf(deployment, change)), stop);
        if (made.Is(out var entry, out var error))
            entries.Accept(entry);
        else if (error.Reason is not ApiReason.AlreadyExists)
            throw ClusterTrouble.Of(error);
    }

    private PhDeploymentChange? Find(string uid, long revision) =>
        entries.TryGet(new ObjectName(inNamespace, NameOf(uid, revision)), out var entry) ? entry : null;

    private static string NameOf(string uid, long revision) => $"{uid}-{revision}";

    private static bool IsMeant(PhDeploymentChangeSpec change, JournalFilter filter) =>
        (filter.Groups is null || filter.Groups.Contains(change.Group))
        && (filter.DeploymentId is null || filter.DeploymentId == change.Deployment)
        && (filter.Action is null || filter.Action == change.Action);

    private IReadOnlyList<JournalEntry> Page(Func<PhDeploymentChangeSpec, bool> isMeant, long? before, int limit) =>
    [
        .. entries.All.Select(entry => (Number: NumberOf(entry), Change: entry.Spec)).Concat(Unwritten())
            .Where(entry => isMeant(entry.Change) && (before is null || entry.Number < before))
            .OrderByDescending(entry => entry.Number).Take(limit)
            .Select(entry => EntryOf(entry.Number, entry.Change)).Select(entry => entry with { Spec = entry.Spec.Redact() }),
    ];

    /// <summary>The changes that are accepted and not written down yet, with a number behind all that are.</summary>
    private IEnumerable<(long Number, PhDeploymentChangeSpec Change)> Unwritten()
    {
        foreach (var deployment in deployments.All)
        {
            var number = BehindAllWritten + NumberOf(deployment);
            if (!Has(deployment))
                yield return (number, ChangeOf(deployment, RevisionOf(deployment)));
            if (ChangeNote.DeletionOf(deployment) is { } deletion && !HasDeletion(deployment))
                yield return (number + 1, ChangeOf(deployment, deletion));
        }
    }

    /// <summary>Whether its deletion is written down.</summary>
    public bool HasDeletion(PhDeployment deployment) => entries.TryGet(new ObjectName(inNamespace, $"{deployment.Metadata.Uid}-{Deleted}"), out _);

    private static long NumberOf(ApiObject found) => (long)ApiVersions.NumberOf(found.Metadata.ResourceVersion);

    private static PhDeploymentChangeSpec ChangeOf(PhDeployment deployment, Change change) => new()
    {
        Deployment = deployment.Metadata.Name,
        Uid = new Guid(deployment.Metadata.Uid),
        Group = deployment.Status?.GroupName ?? deployment.Spec.GroupName ?? "",
        Revision = deployment.Revision,
        Action = change.Action,
        By = new ChangeAuthor(change.By.Key.Issuer, change.By.Key.Subject, change.By.Name),
        At = change.At,
        Message = WireJson.NullIfEmpty(change.Message),
        FromRevision = change.FromRevision,
        Snapshot = deployment.Spec.Redact(),
    };

    private static JournalEntry EntryOf(long number, PhDeploymentChangeSpec change) => new(
        number, change.Uid, change.Deployment, change.Revision, ChangeIn(change), SpecMapping.Read(change.Snapshot).Spec);

    private static Change ChangeIn(PhDeploymentChangeSpec written) => new(
        written.Action, new PersonRef(new PersonKey(written.By.Issuer, written.By.Subject), written.By.Name),
        written.At, written.Message ?? "", written.FromRevision);
}
