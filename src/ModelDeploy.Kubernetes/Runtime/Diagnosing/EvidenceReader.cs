using System.Collections.Concurrent;
using ModelDeploy.Core;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Logs;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.Kubernetes.Runtime.Observing;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>
/// Asks about pods that are not ready what their state does not tell: warnings, the last lines of runs that ended, whether the pull secret
/// is there. Sparing: of few pods at a time, not often, and never for long.
/// </summary>
internal sealed class EvidenceReader(ApiClient client, string inNamespace, TimeProvider clock)
{
    /// <summary>How often warnings are asked for in the beginning.</summary>
    public static readonly TimeSpan SoonPace = TimeSpan.FromSeconds(3);

    /// <summary>How often after some minutes.</summary>
    public static readonly TimeSpan LaterPace = TimeSpan.FromSeconds(15);

    private const int MostPods = 5;
    private const int LinesKept = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, PodEvidence> _known = new();

    /// <summary>What is known of a pod.</summary>
    public PodEvidence Of(PodObject pod) => _known.GetValueOrDefault(pod.Metadata.Uid) ?? PodEvidence.None;

    /// <summary>Forgets a pod that is gone.</summary>
    public void Forget(PodObject pod) => _known.TryRemove(pod.Metadata.Uid, out _);

    /// <summary>Asks what is worth asking now. Never throws for an unreachable cluster: then less is known.</summary>
    public async Task RefreshAsync(IReadOnlyList<PodObject> pods, Func<PodObject, PodStory> storyOf, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            var asking = pods.Where(IsWaiting).Where(IsDue).Take(MostPods).Select(pod => AskWarningsAsync(pod, limit.Token));
            var reading = pods.Select(pod => (Pod: pod, Exits: UnreadExits(pod, storyOf(pod)))).Where(found => found.Exits.Count > 0).Take(MostPods)
                .Select(found => ReadLinesAsync(found.Pod, found.Exits, limit.Token));
            await Task.WhenAll([.. asking, .. reading]);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // What came in time is noted.
        }
    }

    // For which there is no node, the scheduler says why in the pod itself.
    private static bool IsWaiting(PodObject pod) =>
        pod is { IsOver: false, IsTerminating: false } && pod.ConditionOf("Ready") is not { Status: "True" } && PodDiagnosis.CertainlyUnplacedAt(pod) is null;

    // Most pods are ready before there is anything to ask.
    private bool IsDue(PodObject pod)
    {
        var now = clock.GetUtcNow();
        var last = Of(pod).AskedAt ?? pod.Metadata.CreationTimestamp;
        return now - last >= (now - pod.Metadata.CreationTimestamp < Young ? SoonPace : LaterPace) || last is null;
    }

    private async Task AskWarningsAsync(PodObject pod, CancellationToken stop)
    {
        var found = await client.ListAsync<EventObject>(Kinds.Event, inNamespace, new Selector(Fields: $"involvedObject.uid={pod.Metadata.Uid}"), stop);
        var missing = pod.PullSecret is { } secret && pod.Model?.State?.Waiting?.Reason is "ErrImagePull" or "ImagePullBackOff"
            && await client.GetAsync<NamedObject>(Kinds.Secret, inNamespace, secret, stop) is { Error.Reason: ApiReason.NotFound };
        Note(pod, known => known with
        {
            // Events are kept for an hour: what was said before still holds while the pod is not ready.
            Warnings = found.Value is { Items: { Count: > 0 } items } ? [.. items.Where(item => item.Type is "Warning").OrderBy(item => item.At)] : known.Warnings,
            AskedAt = clock.GetUtcNow(),
            IsPullSecretMissing = missing,
        });
    }

    /// <summary>Of its last two runs, whose logs the cluster still has, those that were not read yet.</summary>
    private List<SeenExit> UnreadExits(PodObject pod, PodStory story) =>
        [.. story.Exits.Where(exit => exit.HasRun).TakeLast(2).Where(exit => exit.Terminated.ContainerID is { } run && !Of(pod).LastLines.ContainsKey(run))];

    private async Task ReadLinesAsync(PodObject pod, List<SeenExit> exits, CancellationToken stop)
    {
        foreach (var exit in exits)
        {
            var isNewest = exit.Attempt == pod.Model?.RestartCount;
            var lines = await ReadLastAsync(pod, exit, previous: !isNewest, stop);
            if (lines is { Count: 0 })
                lines = await ReadLastAsync(pod, exit, previous: isNewest, stop); // it was started again meanwhile
            if (lines is { } read)
                Note(pod, known => known with { LastLines = known.LastLines.SetItem(exit.Terminated.ContainerID!, read) });
        }
    }

    private async Task<EquatableList<string>?> ReadLastAsync(PodObject pod, SeenExit exit, bool previous, CancellationToken stop)
    {
        var query = new PodLogQuery(PodObject.Container) { Previous = previous, Tail = LinesKept };
        var opened = await client.OpenLogAsync(inNamespace, pod.Metadata.Name, query, stop);
        if (!opened.Is(out var stream, out var error))
            return error.IsPassing ? null : [];
        await using (stream)
        {
            List<string> lines = [];
            try
            {
                await foreach (var line in new PodLogReader(stream, pod.Metadata.Name).ReadAsync(stop))
                {
                    if (line.Position.Time >= exit.Terminated.StartedAt && line.Position.Time < exit.At.AddSeconds(2))
                        lines.Add(line.Text);
                }
            }
            catch (Exception broken) when (broken is IOException or HttpRequestException)
            {
                return null;
            }
            return lines.ToEquatableList();
        }
    }

    private void Note(PodObject pod, Func<PodEvidence, PodEvidence> change) =>
        _known.AddOrUpdate(pod.Metadata.Uid, _ => change(PodEvidence.None), (_, known) => change(known));
}
