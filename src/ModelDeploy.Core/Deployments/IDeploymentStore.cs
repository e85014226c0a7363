namespace ModelDeploy.Core.Deployments;

/// <summary>
/// Keeps deployments, shaped after the stricter side, the Kubernetes API: spec and status are written apart, every write
/// names the version it was made from, a conflict is a return value, deletion is a mark until the runtime is clean.
/// A spec write, a deletion mark and its journal entry are one write: nothing accepted is lost.
/// Throws only for transport: <see cref="StoreUnavailableException"/>.
/// </summary>
public interface IDeploymentStore
{
    /// <summary>The deployment, or null.</summary>
    Task<Deployment?> GetAsync(DeploymentKey key, CancellationToken stop);

    /// <summary>All deployments, ordered by id.</summary>
    Task<IReadOnlyList<Deployment>> ListAsync(CancellationToken stop);

    /// <summary>Stores generation 1, journals revision 1, or answers Taken.</summary>
    Task<StoreResult<Deployment>> CreateAsync(DeploymentKey key, DeploymentSpec spec, Change change, CancellationToken stop);

    /// <summary>Stores the next generation and journals it. Conflict when the version is old or the deployment is being deleted.</summary>
    Task<StoreResult<Deployment>> UpdateSpecAsync(
        DeploymentKey key, DeploymentSpec spec, Change change, string expectedVersion, CancellationToken stop);

    /// <summary>Replaces the status; the generation stays.</summary>
    Task<StoreResult<Deployment>> UpdateStatusAsync(
        DeploymentKey key, DeploymentStatus status, string expectedVersion, CancellationToken stop);

    /// <summary>
    /// What counts against a group's quota: every deployment of the group with the grant that it holds, or that another controller may yet
    /// write for it. Asked by one controller at a time per group, which decides on it and then calls <see cref="GrantAsync"/>.
    /// </summary>
    async Task<IReadOnlyList<Deployment>> CountAsync(string group, CancellationToken stop) =>
        [.. (await ListAsync(stop)).Where(deployment => deployment.Spec.Group == group)];

    /// <summary>
    /// Replaces statuses by ones with new grants, of deployments of one group that were counted together; one answer for each, in their order.
    /// Conflict also when another controller counted the same group meanwhile: a store that one process alone writes has none to fear.
    /// </summary>
    async Task<IReadOnlyList<StoreResult<Deployment>>> GrantAsync(IReadOnlyList<GrantedStatus> grants, CancellationToken stop)
    {
        List<StoreResult<Deployment>> written = [];
        foreach (var (deployment, status) in grants)
            written.Add(await UpdateStatusAsync(deployment.Key, status, deployment.Version, stop));
        return written;
    }

    /// <summary>Marks it as being deleted and journals that; a second mark changes nothing and answers with what is stored.</summary>
    Task<StoreResult<Deployment>> MarkDeletedAsync(DeploymentKey key, Change change, string expectedVersion, CancellationToken stop);

    /// <summary>Removes a marked deployment for good; its journal stays. Conflict when it is not marked.</summary>
    Task<StoreResult<Deployment>> ForgetAsync(DeploymentKey key, string expectedVersion, CancellationToken stop);

    /// <summary>
    /// Everything that is stored now, and every change after it without a gap, in the order of writing per key.
    /// A slow reader gets the newest state per key, never an unbounded backlog. Dispose to unsubscribe.
    /// </summary>
    Task<DeploymentWatch> WatchAsync(CancellationToken stop);
}

/// <summary>A status with a new grant, and the deployment that it was made from.</summary>
/// <param name="Deployment">As it was counted; the status is written only to this version.</param>
/// <param name="Status">What it shall have.</param>
public readonly record struct GrantedStatus(Deployment Deployment, DeploymentStatus Status);
