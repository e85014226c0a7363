using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Leadership;

/// <summary>One Lease in the cluster, read and written by one process; no write overwrites what somebody else wrote meanwhile.</summary>
/// <param name="client">Asks.</param>
/// <param name="inNamespace">Where the lease is.</param>
/// <param name="me">The name of this process.</param>
/// <param name="times">The usual times.</param>
/// <param name="clock">For the times that are shown in it.</param>
internal sealed class LeaseClient(ApiClient client, string inNamespace, string me, LeaseTimes times, TimeProvider clock)
{
    /// <summary>Its name.</summary>
    public const string Name = "modeldeploy-controller";

    /// <summary>The lease as it is; <see cref="ApiReason.NotFound"/> when there is none.</summary>
    public Task<ApiResult<Lease>> ReadAsync(CancellationToken stop) => client.GetAsync<Lease>(Kinds.Lease, inNamespace, Name, stop);

    /// <summary>Makes it, held by this process; <see cref="ApiReason.AlreadyExists"/> when somebody else was quicker.</summary>
    public Task<ApiResult<Lease>> CreateAsync(CancellationToken stop)
    {
        var content = new JsonObject
        {
            ["apiVersion"] = Kinds.Lease.ApiVersion,
            ["kind"] = Kinds.Lease.Kind,
            ["metadata"] = new JsonObject { ["name"] = Name, ["labels"] = new JsonObject { [Labels.ManagedBy] = Labels.Manager } },
            ["spec"] = LeaseRules.Taken(null, me, clock.GetUtcNow(), times),
        };
        return client.CreateAsync<Lease>(Kinds.Lease, inNamespace, content, stop);
    }

    /// <summary>Makes this process the holder; <see cref="ApiReason.Conflict"/> when it has changed since it was seen.</summary>
    public Task<ApiResult<Lease>> TakeAsync(Lease seen, CancellationToken stop) =>
        WriteAsync(seen.Metadata.ResourceVersion, LeaseRules.Taken(seen.Spec, me, clock.GetUtcNow(), times), stop);

    /// <summary>Says that the holder is still there; <see cref="ApiReason.Conflict"/> when it has changed since this version.</summary>
    public Task<ApiResult<Lease>> RenewAsync(string version, CancellationToken stop) =>
        WriteAsync(version, LeaseRules.Renewed(clock.GetUtcNow()), stop);

    /// <summary>Leaves it to others at once, if it is this process's.</summary>
    public async Task<ApiError?> ReleaseAsync(CancellationToken stop)
    {
        // Read first: a renewal that was broken off may have been written all the same.
        if (!(await ReadAsync(stop)).Is(out var lease, out var error))
            return error;
        return lease.Spec?.HolderIdentity == me
            ? (await WriteAsync(lease.Metadata.ResourceVersion, LeaseRules.Released(clock.GetUtcNow()), stop)).Error
            : null;
    }

    /// <summary>Says that the holder has looked at every deployment; <see cref="ApiReason.Conflict"/> when the lease has changed since this version.</summary>
    public Task<ApiResult<Lease>> NoteLookedAsync(string version, CancellationToken stop) => NoteAsync(version, Labels.Looked, me, stop);

    /// <summary>Says what <see cref="TroubleNote.Of"/> made, or with null that there is no trouble; <see cref="ApiReason.Conflict"/> when the lease has changed since this version.</summary>
    public Task<ApiResult<Lease>> NoteTroubleAsync(string version, string? note, CancellationToken stop) => NoteAsync(version, Labels.Trouble, note, stop);

    private Task<ApiResult<Lease>> NoteAsync(string version, string name, string? note, CancellationToken stop)
    {
        var metadata = new JsonObject { ["resourceVersion"] = version, ["annotations"] = new JsonObject { [name] = note } };
        return client.MergeAsync<Lease>(Kinds.Lease, inNamespace, Name, new JsonObject { ["metadata"] = metadata }, part: null, stop);
    }

    private Task<ApiResult<Lease>> WriteAsync(string version, JsonObject spec, CancellationToken stop)
    {
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = version }, ["spec"] = spec };
        return client.MergeAsync<Lease>(Kinds.Lease, inNamespace, Name, patch, part: null, stop);
    }
}
