using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ModelDeploy.Core;
using ModelDeploy.Core.Groups;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>Groups and instance types as custom resources, and the pull secrets that the namespace has.</summary>
internal sealed class ClusterCatalog : ICatalog
{
    private readonly ApiClient _client;
    private readonly string _namespace;
    private readonly Informer<GroupResource> _groups;
    private readonly Informer<InstanceTypeResource> _types;
    private readonly Informer<PullSecretObject> _secrets;
    private readonly Watchers<int, int> _changes = new();

    public ClusterCatalog(
        ApiClient client, string inNamespace, Informer<GroupResource> groups, Informer<InstanceTypeResource> types, Informer<PullSecretObject> secrets)
    {
        (_client, _namespace, _groups, _types, _secrets) = (client, inNamespace, groups, types, secrets);
        groups.OnChange = (_, _, _) => _changes.Publish(0, 0);
        types.OnChange = (_, _, _) => _changes.Publish(0, 0);
        secrets.OnChange = (_, now, before) =>
        {
            if (now is null || before is null || CatalogMapping.Read(now) != CatalogMapping.Read(before))
                _changes.Publish(0, 0);
        };
    }

    /// <inheritdoc />
    public Task<CatalogSnapshot> ReadAsync(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(Current());
    }

    /// <inheritdoc />
    public Task<StoreResult<Group>> SaveGroupAsync(Group group, CancellationToken stop) =>
        SaveAsync(Kinds.Group, _groups, group.Name, group.Version, CatalogMapping.Write(group), CatalogMapping.Read, stop);

    /// <inheritdoc />
    public Task<StoreResult<Group>> DeleteGroupAsync(Group group, CancellationToken stop) =>
        DeleteAsync(Kinds.Group, _groups, group.Name, group.Version, CatalogMapping.Read, stop);

    /// <inheritdoc />
    public Task<StoreResult<InstanceType>> SaveInstanceTypeAsync(InstanceType type, CancellationToken stop) =>
        SaveAsync(Kinds.InstanceType, _types, type.Name, type.Version, CatalogMapping.Write(type), CatalogMapping.Read, stop);

    /// <inheritdoc />
    public Task<StoreResult<InstanceType>> DeleteInstanceTypeAsync(InstanceType type, CancellationToken stop) =>
        DeleteAsync(Kinds.InstanceType, _types, type.Name, type.Version, CatalogMapping.Read, stop);

    /// <inheritdoc />
    public async IAsyncEnumerable<CatalogSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using var subscription = _changes.Subscribe();
        yield return Current();
        await foreach (var _ in subscription.ReadAllAsync(stop))
            yield return Current();
    }

    private CatalogSnapshot Current() => new(
        _groups.All.Select(CatalogMapping.Read).OrderBy(group => group.Name, StringComparer.Ordinal).ToEquatableList(),
        _types.All.Select(CatalogMapping.Read).OrderBy(type => type.Name, StringComparer.Ordinal).ToEquatableList(),
        _secrets.All.Select(CatalogMapping.Read).OrderBy(secret => secret.Name, StringComparer.Ordinal).ToEquatableList());

    private async Task<StoreResult<T>> SaveAsync<T, TObject, TSpec>(
        ApiKind kind, Informer<TObject> informer, string name, string version, TSpec spec, Func<TObject, T> read, CancellationToken stop) where TObject : ApiObject
    {
        var result = version.Length == 0
            ? await _client.CreateAsync<TObject>(kind, _namespace, WireJson.Object(kind, new JsonObject { ["name"] = name }, spec), stop)
            : await _client.MergeAsync<TObject>(kind, _namespace, name, PatchOf(informer, name, version, spec), part: null, stop);
        if (!result.Is(out var saved, out var error))
            return Refused<T>(error);
        informer.Accept(saved);
        return new StoreResult<T>.Stored(read(saved));
    }

    private async Task<StoreResult<T>> DeleteAsync<T, TObject>(
        ApiKind kind, Informer<TObject> informer, string name, string version, Func<TObject, T> read, CancellationToken stop) where TObject : ApiObject
    {
        if (!informer.TryGet(new ObjectName(_namespace, name), out var current))
            return new StoreResult<T>.Missing();
        if (current.Metadata.ResourceVersion != version)
            return new StoreResult<T>.Conflict();
        var deleted = await _client.DeleteAsync(kind, _namespace, name, new Precondition(current.Metadata.Uid, version), stop);
        if (!deleted.Is(out _, out var error))
            return Refused<T>(error);
        informer.AcceptDeleted(current);
        return new StoreResult<T>.Stored(read(current));
    }

    private JsonObject PatchOf<TObject, TSpec>(Informer<TObject> informer, string name, string version, TSpec spec) where TObject : ApiObject
    {
        var patch = WireJson.Patch(spec);
        // A limit that was taken away must be taken away there too, not only be missing here.
        if (spec is GroupSpec { Quota: { } quota })
            patch["quota"] = WireJson.Patch(quota);
        if (spec is InstanceTypeSpec { NodeSelector: { } labels } && informer.TryGet(new ObjectName(_namespace, name), out var found) && found is InstanceTypeResource { Spec.NodeSelector: { } before })
        {
            foreach (var gone in before.Keys.Where(label => !labels.ContainsKey(label)))
                patch["nodeSelector"]![gone] = null;
        }
        return new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = version }, ["spec"] = patch };
    }

    private static StoreResult<T> Refused<T>(ApiError error) => error.Reason switch
    {
        ApiReason.AlreadyExists => new StoreResult<T>.Taken(),
        ApiReason.NotFound => new StoreResult<T>.Missing(),
        ApiReason.Conflict => new StoreResult<T>.Conflict(),
        _ => throw ClusterTrouble.Of(error),
    };
}
