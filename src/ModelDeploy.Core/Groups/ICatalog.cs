namespace ModelDeploy.Core.Groups;

/// <summary>
/// Keeps groups and instance types. Every write names the version it was made from (empty to create); a conflict is a
/// return value. Implementations throw only for transport.
/// </summary>
public interface ICatalog
{
    /// <summary>Everything, as of now.</summary>
    Task<CatalogSnapshot> ReadAsync(CancellationToken stop);

    /// <summary>Creates the group (version empty) or replaces it (version as read).</summary>
    Task<StoreResult<Group>> SaveGroupAsync(Group group, CancellationToken stop);

    /// <summary>Removes the group as it was read.</summary>
    Task<StoreResult<Group>> DeleteGroupAsync(Group group, CancellationToken stop);

    /// <summary>Creates the instance type (version empty) or replaces it (version as read).</summary>
    Task<StoreResult<InstanceType>> SaveInstanceTypeAsync(InstanceType type, CancellationToken stop);

    /// <summary>Removes the instance type as it was read.</summary>
    Task<StoreResult<InstanceType>> DeleteInstanceTypeAsync(InstanceType type, CancellationToken stop);

    /// <summary>The current content at once, then the newest after every change; a slow reader skips what is between.</summary>
    IAsyncEnumerable<CatalogSnapshot> WatchAsync(CancellationToken stop);
}
