using System.Text.Json;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>The accepted specs that a deployment shows about itself: the newest 32, as far as they fit into its status. Pure.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="IsCut">Whether some were left out for their size.</param>
internal sealed record StatusHistory(IReadOnlyList<HistoryEntry> Entries, bool IsCut)
{
    private const int Most = 32;
    private const int MostBytes = 512 * 1024;

    /// <summary>What the journal tells of this deployment, and what its status told before.</summary>
    /// <param name="before">What it has.</param>
    /// <param name="journaled">What the journal has of it, in any order.</param>
    public static StatusHistory Of(IReadOnlyList<HistoryEntry>? before, IEnumerable<PhDeploymentChangeSpec> journaled)
    {
        var fromJournal = journaled
            .Where(change => change.Action is not Core.Deployments.ChangeAction.Deleted)
            .Select(change => new HistoryEntry(change.At, change.Revision, change.By.Name, change.Action.ToString(), change.Snapshot.Redact()));
        var entries = fromJournal.Concat(before ?? []).DistinctBy(entry => entry.Revision)
            .OrderByDescending(entry => entry.Revision).Take(Most).ToList();
        return Fitting(entries);
    }

    private static StatusHistory Fitting(List<HistoryEntry> entries)
    {
        var bytes = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            bytes += JsonSerializer.SerializeToUtf8Bytes(entries[i], ApiJson.Options).Length + 1;
            if (bytes > MostBytes)
                return new StatusHistory(entries[..i], IsCut: true);
        }
        return new StatusHistory(entries, IsCut: false);
    }
}
