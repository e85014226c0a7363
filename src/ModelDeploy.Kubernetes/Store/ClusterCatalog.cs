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
    private const int MostTries = 5;

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
        groups.OnChange = (_, now, before) =>
        {
            // Of the grants that controllers note on it, nobody needs to hear.
            if (now is null || before is null || CatalogMapping.VersionOf(now) != CatalogMapping.VersionOf(before))
                _changes.Publish(0, 0);
        };
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
        SaveAsync(Kinds.Group, _groups, group.Name, group.Version, CatalogMapping.Write(group), CatalogMapping.Read, CatalogMapping.VersionOf, stop);

    /// <inheritdoc />
    public Task<StoreResult<Group>> DeleteGroupAsync(Group group, CancellationToken stop) =>
        DeleteAsync(Kinds.Group, _groups, group.Name, group.Version, CatalogMapping.Read, CatalogMapping.VersionOf, stop);

    /// <inheritdoc />
    public Task<StoreResult<InstanceType>> SaveInstanceTypeAsync(InstanceType type, CancellationToken stop) =>
        SaveAsync(Kinds.InstanceType, _types, type.Name, type.Version, CatalogMapping.Write(type), CatalogMapping.Read, VersionOf, stop);

    /// <inheritdoc />
    public Task<StoreResult<InstanceType>> DeleteInstanceTypeAsync(InstanceType type, CancellationToken stop) =>
        DeleteAsync(Kinds.InstanceType, _types, type.Name, type.Version, CatalogMapping.Read, VersionOf, stop);

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

    private static string VersionOf(InstanceTypeResource type) => type.Metadata.ResourceVersion;

    private async Task<StoreResult<T>> SaveAsync<T, TObject, TSpec>(
        ApiKind kind, Informer<TObject> informer, string name, string version, TSpec spec, Func<TObject, T> read, Func<TObject, string> versionOf, CancellationToken stop)
        where TObject : ApiObject
    {
        var result = version.Length == 0
            ? AnswerTo(await _client.CreateAsync<TObject>(kind, _namespace, WireJson.Object(kind, new JsonObject { ["name"] = name }, spec), stop))
            : await OnVersionAsync(
                kind, informer, name, version, versionOf,
                current => _client.MergeAsync<TObject>(kind, _namespace, name, PatchOf(current, spec), part: null, stop), stop);
        if (result is StoreResult<TObject>.Stored { Value: var saved })
            informer.Accept(saved);
        return As(result, read);
    }

    private async Task<StoreResult<T>> DeleteAsync<T, TObject>(
        ApiKind kind, Informer<TObject> informer, string name, string version, Func<TObject, T> read, Func<TObject, string> versionOf, CancellationToken stop)
        where TObject : ApiObject
    {
        var result = await OnVersionAsync(kind, informer, name, version, versionOf, TryDeleteAsync, stop);
        if (result is StoreResult<TObject>.Stored { Value: var deleted })
            informer.AcceptDeleted(deleted);
        return As(result, read);

        async Task<ApiResult<TObject>> TryDeleteAsync(TObject current)
        {
            var precondition = new Precondition(current.Metadata.Uid, current.Metadata.ResourceVersion);
            return (await _client.DeleteAsync(kind, _namespace, name, precondition, stop)).Error is { } error ? error : current;
        }
    }

    /// <summary>
    /// Writes to the object as it is known. Where the server knows a newer one, that is written to if it is still the same to whoever asked.
    /// </summary>
    private async Task<StoreResult<TObject>> OnVersionAsync<TObject>(
        ApiKind kind, Informer<TObject> informer, string name, string version, Func<TObject, string> versionOf,
        Func<TObject, Task<ApiResult<TObject>>> write, CancellationToken stop) where TObject : ApiObject
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (!informer.TryGet(new ObjectName(_namespace, name), out var current))
                return new StoreResult<TObject>.Missing();
            if (versionOf(current) != version)
                break;
            var answer = AnswerTo(await write(current));
            if (answer is not StoreResult<TObject>.Conflict)
                return answer;
            if (AnswerTo(await _client.GetAsync<TObject>(kind, _namespace, name, stop)) is not StoreResult<TObject>.Stored { Value: var newer })
                return new StoreResult<TObject>.Missing();
            informer.Accept(newer);
        }
        return new StoreResult<TObject>.Conflict();
    }

    private static JsonObject PatchOf<TObject, TSpec>(TObject current, TSpec spec) where TObject : ApiObject
    {
        var patch = WireJson.Patch(spec);
        // A limit that was taken away must be taken away there too, not only be missing here.
        if (spec is GroupSpec { Quota: { } quota })
            patch["quota"] = WireJson.Patch(quota);
        if (spec is InstanceTypeSpec { NodeSelector: { } labels } && current is InstanceTypeResource { Spec.NodeSelector: { } before })
        {
            foreach (var gone in before.Keys.Where(label => !labels.ContainsKey(label)))
                patch["nodeSelector"]![gone] = null;
        }
        return new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = current.Metadata.ResourceVersion }, ["spec"] = patch };
    }

    private static StoreResult<T> AnswerTo<T>(ApiResult<T> asked) where T : class
    {
        if (asked.Is(out var value, out var error))
            return new StoreResult<T>.Stored(value);
        return error.Reason switch
        {
            ApiReason.AlreadyExists => new StoreResult<T>.Taken(),
            ApiReason.NotFound => new StoreResult<T>.Missing(),
            ApiReason.Conflict => new StoreResult<T>.Conflict(),
            _ => throw ClusterTrouble.OfWrite(error),
        };
    }

    private static StoreResult<T> As<T, TObject>(StoreResult<TObject> result, Func<TObject, T> read) => result switch
    {
        StoreResult<TObject>.Stored stored => new StoreResult<T>.Stored(read(stored.Value)),
        StoreResult<TObject>.Taken => new StoreResult<T>.Taken(),
        StoreResult<TObject>.Missing => new StoreResult<T>.Missing(),
        _ => new StoreResult<T>.Conflict(),
    };
}
