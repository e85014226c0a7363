using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>
/// Keeps a controller that no longer leads, and does not know it yet, from granting what another one grants too. Grants are noted on their
/// group first, in a write that names the group's version: who counted before somebody else noted a grant is refused. Who takes over a
/// group reads everything anew, and counts the grants that the controllers before it may have noted and not written yet.
/// </summary>
/// <param name="client">Asks.</param>
/// <param name="inNamespace">Where groups and deployments are.</param>
/// <param name="groups">Hears of groups that were read anew.</param>
/// <param name="deployments">Hears of deployments that were read anew.</param>
internal sealed class GrantBook(ApiClient client, string inNamespace, Informer<GroupResource> groups, Informer<PhDeployment> deployments)
{
    private const int MostTries = 5;

    // Another name at each start: what is noted by an earlier process is noted by somebody else.
    private readonly string _me = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<string, Page> _pages = new(StringComparer.Ordinal);

    /// <summary>Sees to it that this process counts the group, and that what it knows of its deployments is all there is.</summary>
    public async Task OpenAsync(string group, CancellationToken stop)
    {
        var page = _pages.GetValueOrDefault(group, Page.Unknown);
        for (var tries = 0; page.Version is null && tries < MostTries; tries++)
        {
            if (!(await client.GetAsync<GroupResource>(Kinds.Group, inNamespace, group, stop)).Is(out var found, out var error))
            {
                if (error.Reason is ApiReason.NotFound)
                    return;
                throw ClusterTrouble.Of(error);
            }
            var written = await NoteAsync(group, found.Metadata.ResourceVersion, new AdmissionNote(_me, found.Status?.Admission?.Grants), stop);
            if (written.Is(out var ours, out error))
            {
                await ReadAllAsync(stop);
                page = new Page(ours.Metadata.ResourceVersion, [.. found.Status?.Admission?.Grants ?? []]);
                _pages[group] = page;
            }
            else if (error.Reason is not (ApiReason.Conflict or ApiReason.NotFound))
            {
                throw ClusterTrouble.Of(error);
            }
        }
    }

    /// <summary>Notes the grants that will be written next; false when they must not be: somebody else counts the group now, or it changed.</summary>
    public async Task<bool> NoteAsync(string group, IEnumerable<GrantedStatus> grants, CancellationToken stop)
    {
        if (_pages.GetValueOrDefault(group) is not { Version: { } version } page)
            return false; // gone, or changed all the time
        var notes = grants.Select(item => new GrantNote(item.Deployment.Id, item.Deployment.Version, item.Status.Grant!.Total));
        var written = await NoteAsync(group, version, new AdmissionNote(_me, [.. page.Inherited, .. notes]), stop);
        if (written.Is(out var ours, out var error))
        {
            _pages[group] = page with { Version = ours.Metadata.ResourceVersion };
            return true;
        }
        // Whatever came of it, the version is no longer known.
        Doubt(group);
        return error.Reason is ApiReason.Conflict or ApiReason.NotFound ? false : throw ClusterTrouble.Of(error);
    }

    /// <summary>
    /// Takes in that nobody knows whether grants that were noted have been written: before the group is counted again everything is read anew,
    /// and the noted grants that can still be written count like those of another controller.
    /// </summary>
    public void Doubt(string group)
    {
        if (_pages.TryGetValue(group, out var page))
            _pages[group] = page with { Version = null };
    }

    /// <summary>The deployments of a group, those with a grant that was noted before and can still be written as if they held it.</summary>
    public IReadOnlyList<Deployment> Count(string group, IReadOnlyList<Deployment> known)
    {
        if (_pages.GetValueOrDefault(group) is not { Inherited.Count: > 0 } page)
            return known;
        var open = page.Inherited.Where(note => known.Any(note.MayStillReach)).ToEquatableList();
        _pages[group] = page with { Inherited = open };
        return [.. known.Select(deployment => open.Where(note => note.MayStillReach(deployment)).Aggregate(deployment, Holding))];
    }

    private static Deployment Holding(Deployment deployment, GrantNote note)
    {
        var (held, total) = (deployment.Status.Grant, note.Total);
        var grant = held ?? new Grant { Template = "", Inputs = "", Each = total, Replicas = 1, Surge = 0, Total = total, At = default };
        return deployment with { Status = deployment.Status with { Grant = grant with { Total = Resources.Max(grant.Total, total) } } };
    }

    private async Task<ApiResult<GroupResource>> NoteAsync(string group, string version, AdmissionNote note, CancellationToken stop)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = version },
            ["status"] = new JsonObject { ["admission"] = WireJson.Patch(note) },
        };
        var written = await client.MergeAsync<GroupResource>(Kinds.Group, inNamespace, group, patch, "status", stop);
        if (written.Value is { } noted)
            groups.Accept(noted);
        return written;
    }

    private async Task ReadAllAsync(CancellationToken stop)
    {
        if (!(await client.ListAsync<PhDeployment>(Kinds.PhDeployment, inNamespace, null, stop)).Is(out var all, out var error))
            throw ClusterTrouble.Of(error);
        foreach (var deployment in all.Items)
            deployments.Accept(deployment);
    }

    /// <summary>A group that this process counts.</summary>
    /// <param name="Version">The group's version after our last note; null when it is not known.</param>
    /// <param name="Inherited">Grants that were noted before it was taken over, and may still be written.</param>
    private sealed record Page(string? Version, EquatableList<GrantNote> Inherited)
    {
        public static Page Unknown { get; } = new(null, []);
    }
}
