using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>
/// Sees to it that every change is journaled: those that came by kubectl, and our own where a crash came between. Several portals may do
/// it at once; an entry's name says what it is about, so that there is only one.
/// </summary>
/// <param name="journal">Writes.</param>
/// <param name="entries">What is written.</param>
/// <param name="client">Takes away what is too old.</param>
/// <param name="clock">Waits.</param>
/// <param name="logger">Is told what cannot be written.</param>
internal sealed partial class JournalKeeper(
    ClusterJournal journal, Informer<PhDeploymentChange> entries, ApiClient client, TimeProvider clock, ILogger logger)
{
    /// <summary>How many entries are kept at most.</summary>
    private const int Most = 10_000;

    private const int RemovedAtOnce = 500;

    // Whoever made a change by a command writes the entry at once.
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly LatestByKey<string, Missing> _missing = new();

    /// <summary>Takes note of a deployment that came, changed or went (then null). Quick.</summary>
    public void Note(PhDeployment? now, PhDeployment? before)
    {
        if (before is not null && now?.Metadata.Uid == before.Metadata.Uid && now.Revision > before.Revision)
            journal.NoteOvertaken(before);
        if (now is not null && !journal.Has(now))
            _missing.Post($"{now.Metadata.Uid}-{now.Revision}", new Missing(now, null));
        if (now is { Metadata.DeletionTimestamp: not null } && !journal.HasDeletion(now))
            _missing.Post(now.Metadata.Uid, new Missing(now, ChangeNote.DeletionOf(now)));
        if (before is not null && before.Metadata.Uid != now?.Metadata.Uid && ChangeNote.DeletionOf(before) is null)
            _missing.Post(before.Metadata.Uid, new Missing(before, new Change(ChangeAction.Deleted, Kubectl.Somebody, clock.GetUtcNow())));
    }

    /// <summary>Writes what is missing, until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var found = await _missing.TakeAllAsync(stop);
            await Task.Delay(Courtesy, clock, stop);
            try
            {
                foreach (var missing in found)
                    await WriteAsync(missing, stop);
                await RemoveOldestAsync(stop);
            }
            catch (StoreUnavailableException trouble)
            {
                Log.NotWritten(logger, trouble.Message);
                foreach (var missing in found)
                    _missing.Post(missing.Key, missing);
                await Task.Delay(AfterFailure, clock, stop);
            }
        }
    }

    private async Task WriteAsync(Missing missing, CancellationToken stop)
    {
        await journal.WriteAsync(missing.Deployment, stop);
        if (missing.Deletion is { } deletion)
            await journal.WriteDeletedAsync(missing.Deployment, deletion, stop);
    }

    private async Task RemoveOldestAsync(CancellationToken stop)
    {
        var all = entries.All.ToList();
        if (all.Count <= Most)
            return;
        foreach (var old in all.OrderBy(entry => ApiVersions.NumberOf(entry.Metadata.ResourceVersion)).Take(all.Count - Most + RemovedAtOnce))
        {
            if ((await client.DeleteAsync(Kinds.PhDeploymentChange, old.Metadata.Namespace, old.Metadata.Name, new Precondition(old.Metadata.Uid), stop)).Error is null)
                entries.AcceptDeleted(old);
        }
    }

    private sealed record Missing(PhDeployment Deployment, Change? Deletion)
    {
        public string Key => Deletion is null ? $"{Deployment.Metadata.Uid}-{Deployment.Revision}" : Deployment.Metadata.Uid;
    }

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Warning, "A change could not be journaled yet: {Trouble}")]
        public static partial void NotWritten(ILogger logger, string trouble);
    }
}
