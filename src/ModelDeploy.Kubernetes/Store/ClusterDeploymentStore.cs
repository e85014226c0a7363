using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>
/// Deployments as custom resources. Reads come from what is followed, in which our own writes are at once; writes name the version that
/// they were made from, and the API server decides.
/// </summary>
internal sealed class ClusterDeploymentStore : IDeploymentStore
{
    private const int RevisionsInStatus = 32;

    private readonly ApiClient _client;
    private readonly KubernetesOptions _options;
    private readonly Informer<PhDeployment> _objects;
    private readonly ClusterJournal _journal;
    private readonly JournalKeeper? _keeper;
    private readonly GrantBook _grants;
    private readonly ForeignStatus? _foreign;
    private readonly EnvSecrets _secrets;
    private readonly LostAnswer _lost;
    private readonly ConcurrentDictionary<DeploymentKey, Deployment> _deployments = new();
    private readonly Watchers<DeploymentKey, DeploymentChange> _watchers = new();

    public ClusterDeploymentStore(
        ApiClient client, KubernetesOptions options, Informer<PhDeployment> objects, ClusterJournal journal, JournalKeeper? keeper, GrantBook grants,
        ForeignStatus? foreign)
    {
        (_client, _options, _objects, _journal, _keeper, _grants, _foreign) = (client, options, objects, journal, keeper, grants, foreign);
        _secrets = new EnvSecrets(client, options.Namespace);
        _lost = new LostAnswer(client, options.Namespace);
        objects.OnChange = Take;
    }

    /// <inheritdoc />
    public Task<Deployment?> GetAsync(DeploymentKey key, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(_deployments.GetValueOrDefault(key));
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Deployment>> ListAsync(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(Ordered());
    }

    /// <inheritdoc />
    public async Task<StoreResult<Deployment>> CreateAsync(DeploymentKey key, DeploymentSpec spec, Change change, CancellationToken stop)
    {
        var (kept, secret) = await _secrets.KeepAsync(spec, new HashSet<string>(), owner: null, stop);
        var note = new ChangeNote(1, change, change).Write();
        var metadata = new JsonObject { ["name"] = key.Id, ["annotations"] = new JsonObject { [Labels.Change] = note } };
        var content = SpecMapping.Write(kept, change.Message, before: null) with { UserId = change.By.Key.Subject, UserName = change.By.Name };
        var answer = await _client.CreateAsync<PhDeployment>(
            Kinds.PhDeployment, _options.Namespace, WireJson.Object(Kinds.PhDeployment, metadata, content), stop);
        var made = await _lost.FindAsync(answer, key.Id, before: null, Labels.Change, note, stop);
        if (!made.Is(out var created, out var error))
        {
            if (secret is not null)
                await _secrets.DropAsync(secret);
            return error.Reason is ApiReason.AlreadyExists ? new StoreResult<Deployment>.Taken() : throw ClusterTrouble.Of(error);
        }
        if (secret is not null)
            await _secrets.GiveAsync(secret, created, stop);
        return await AcceptedAsync(created, stop);
    }

    /// <inheritdoc />
    public async Task<StoreResult<Deployment>> UpdateSpecAsync(
        DeploymentKey key, DeploymentSpec spec, Change change, string expectedVersion, CancellationToken stop)
    {
        if (RefusalOf(key, expectedVersion, out var current) is { } refusal)
            return refusal;
        if (ChangeNote.DeletionOf(current!) is not null)
            return new StoreResult<Deployment>.Conflict();
        var before = Read(current!);
        if (before.Spec == SpecMapping.Read(SpecMapping.Write(spec, "", current!.Spec)).Spec && before.SpecErrors.Count == 0)
            return new StoreResult<Deployment>.Stored(before);
        // An entry lost in a crash is made up for before the object tells only of the next change.
        await _journal.WriteAsync(current, stop);
        var (kept, secret) = await _secrets.KeepAsync(spec, _journal.SecretsOf(current), current, stop);
        var note = new ChangeNote(current.Revision + 1, change, before.Created).Write();
        var patch = Patch(expectedVersion, Labels.Change, note);
        patch["spec"] = WireJson.Patch(SpecMapping.Write(kept, change.Message, current.Spec));
        var answer = await MergeAsync(key, patch, part: null, stop);
        var written = await TakenAsync(key, await _lost.FindAsync(answer, key.Id, current, Labels.Change, note, stop), stop);
        if (written is StoreResult<PhDeployment>.Stored { Value: var updated })
            return await AcceptedAsync(updated, stop);
        if (secret is not null)
            await _secrets.DropAsync(secret);
        return As(written);
    }

    /// <inheritdoc />
    public async Task<StoreResult<Deployment>> UpdateStatusAsync(
        DeploymentKey key, DeploymentStatus status, string expectedVersion, CancellationToken stop)
    {
        if (RefusalOf(key, expectedVersion, out var current) is { } refusal)
            return refusal;
        var history = StatusHistory.Of(current!.Status?.History, _journal.NewestOf(current, RevisionsInStatus));
        var group = current.Status?.GroupName ?? current.Spec.GroupName ?? "";
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = expectedVersion },
            ["status"] = WireJson.Patch(StatusMapping.Write(status, group, EndpointOf(key), history)),
        };
        return As(await TakenAsync(key, await MergeAsync(key, patch, "status", stop), stop));
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Deployment>> CountAsync(string group, CancellationToken stop)
    {
        await _grants.OpenAsync(group, stop);
        return _grants.Count(group, [.. Ordered().Where(deployment => deployment.Spec.Group == group)]);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<StoreResult<Deployment>>> GrantAsync(IReadOnlyList<GrantedStatus> grants, CancellationToken stop)
    {
        GrantedStatus[] current = [.. grants.Where(item => RefusalOf(item.Deployment.Key, item.Deployment.Version, out _) is null)];
        if (current.Length == 0)
            return [.. grants.Select(_ => new StoreResult<Deployment>.Conflict())];
        var group = current[0].Deployment.Spec.Group;
        var mayWrite = await _grants.NoteAsync(group, current, stop);
        try
        {
            return await Task.WhenAll(grants.Select(async item => mayWrite && current.Contains(item)
                ? await UpdateStatusAsync(item.Deployment.Key, item.Status, item.Deployment.Version, stop)
                : new StoreResult<Deployment>.Conflict()));
        }
        catch
        {
            _grants.Doubt(group);
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<StoreResult<Deployment>> MarkDeletedAsync(DeploymentKey key, Change change, string expectedVersion, CancellationToken stop)
    {
        if (_deployments.GetValueOrDefault(key) is { Deletion: not null } marked)
            return new StoreResult<Deployment>.Stored(marked);
        if (RefusalOf(key, expectedVersion, out var current) is { } refusal)
            return refusal;
        await _journal.WriteAsync(current!, stop);
        var note = System.Text.Json.JsonSerializer.Serialize(change, ApiJson.Options);
        var answer = await MergeAsync(key, Patch(expectedVersion, Labels.Deletion, note), part: null, stop);
        var written = await TakenAsync(key, await _lost.FindAsync(answer, key.Id, current, Labels.Deletion, note, stop), stop);
        if (written is StoreResult<PhDeployment>.Stored stored)
        {
            // Where it cannot be written down now, it is before the deployment is forgotten.
            await UnlessUnavailableAsync(_journal.WriteDeletedAsync(stored.Value, change, stop));
            // Somebody else's operator waits for the object to go.
            if (_foreign is not null)
                return await ForgetAsync(key, stored.Value.Metadata.ResourceVersion, stop);
        }
        return As(written);
    }

    /// <inheritdoc />
    public async Task<StoreResult<Deployment>> ForgetAsync(DeploymentKey key, string expectedVersion, CancellationToken stop)
    {
        if (RefusalOf(key, expectedVersion, out var current) is { } refusal)
            return refusal;
        if (ChangeNote.DeletionOf(current!) is not { } deletion)
            return new StoreResult<Deployment>.Conflict();
        // Its own journal may have been cut short by a crash.
        await _journal.WriteDeletedAsync(current!, deletion, stop);
        var precondition = new Precondition(current!.Metadata.Uid, expectedVersion);
        var deleted = await _client.DeleteAsync(Kinds.PhDeployment, _options.Namespace, key.Id, precondition, stop);
        if (!deleted.Is(out _, out var error))
            return Refused(error);
        var last = Read(current);
        _objects.AcceptDeleted(current);
        return new StoreResult<Deployment>.Stored(last);
    }

    /// <inheritdoc />
    public Task<DeploymentWatch> WatchAsync(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(_objects.Still(() =>
        {
            var subscription = _watchers.Subscribe();
            return new DeploymentWatch(Ordered(), subscription.ReadAllAsync(stop), subscription.Dispose);
        }));
    }

    private IReadOnlyList<Deployment> Ordered() => [.. _deployments.Values.OrderBy(deployment => deployment.Id, StringComparer.Ordinal)];

    /// <summary>Takes in what the cluster tells, also of our own writes.</summary>
    private void Take(ObjectName name, PhDeployment? now, PhDeployment? before)
    {
        var key = new DeploymentKey(name.Name);
        _keeper?.Note(now, before);
        if (now is null)
            _deployments.TryRemove(key, out _);
        else
            _deployments[key] = Read(now);
        _watchers.Publish(key, new DeploymentChange(key, _deployments.GetValueOrDefault(key)));
    }

    private Deployment Read(PhDeployment found) => DeploymentReader.Read(found, _journal.SpecBefore(found), _foreign);

    /// <summary>Why a write made from this version cannot be: what we know of is newer, or gone. Null with the object to write to.</summary>
    private StoreResult<Deployment>? RefusalOf(DeploymentKey key, string expectedVersion, out PhDeployment? current)
    {
        if (!_objects.TryGet(new ObjectName(_options.Namespace, key.Id), out current))
            return new StoreResult<Deployment>.Missing();
        return current.Metadata.ResourceVersion == expectedVersion ? null : new StoreResult<Deployment>.Conflict();
    }

    private Task<ApiResult<PhDeployment>> MergeAsync(DeploymentKey key, JsonObject patch, string? part, CancellationToken stop) =>
        _client.MergeAsync<PhDeployment>(Kinds.PhDeployment, _options.Namespace, key.Id, patch, part, stop);

    /// <summary>
    /// Takes in what a write answered. After a conflict it looks what there is now: whoever tries again at once must not meet the same, only
    /// because the cluster has not told us yet.
    /// </summary>
    private async Task<StoreResult<PhDeployment>> TakenAsync(DeploymentKey key, ApiResult<PhDeployment> result, CancellationToken stop)
    {
        if (result.Is(out var written, out var error))
        {
            _objects.Accept(written);
            return new StoreResult<PhDeployment>.Stored(written);
        }
        if (error.Reason is ApiReason.Conflict)
        {
            if ((await _client.GetAsync<PhDeployment>(Kinds.PhDeployment, _options.Namespace, key.Id, stop)).Value is { } newer)
                _objects.Accept(newer);
            return new StoreResult<PhDeployment>.Conflict();
        }
        return error.Reason is ApiReason.NotFound ? new StoreResult<PhDeployment>.Missing() : throw ClusterTrouble.Of(error);
    }

    private async Task<StoreResult<Deployment>> AcceptedAsync(PhDeployment written, CancellationToken stop)
    {
        // The change is made: where it cannot be written down now, that is made up for.
        await UnlessUnavailableAsync(_journal.WriteAsync(written, stop));
        _objects.Accept(written);
        return new StoreResult<Deployment>.Stored(Read(written));
    }

    private static async Task UnlessUnavailableAsync(Task writing)
    {
        try
        {
            await writing;
        }
        catch (StoreUnavailableException)
        {
        }
    }

    private StoreResult<Deployment> As(StoreResult<PhDeployment> result) => result switch
    {
        StoreResult<PhDeployment>.Stored stored => new StoreResult<Deployment>.Stored(Read(stored.Value)),
        StoreResult<PhDeployment>.Missing => new StoreResult<Deployment>.Missing(),
        _ => new StoreResult<Deployment>.Conflict(),
    };

    private static StoreResult<Deployment> Refused(ApiError error) => error.Reason switch
    {
        ApiReason.NotFound => new StoreResult<Deployment>.Missing(),
        ApiReason.Conflict => new StoreResult<Deployment>.Conflict(),
        _ => throw ClusterTrouble.Of(error),
    };

    private static JsonObject Patch(string version, string annotation, string note) => new()
    {
        ["metadata"] = new JsonObject { ["resourceVersion"] = version, ["annotations"] = new JsonObject { [annotation] = note } },
    };

    private string EndpointOf(DeploymentKey key) => $"{_options.PublicUrl?.TrimEnd('/')}/deployment/{key.Id}/api/v1.0/predictions";
}
