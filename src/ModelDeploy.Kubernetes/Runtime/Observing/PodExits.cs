using ModelDeploy.Core;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Runtime.Diagnosing;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Observing;

/// <summary>The exits of a pod's model that nobody asked for. Pure.</summary>
internal static class PodExits
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(1);

    /// <summary>Oldest first, at most as many as an observation tells.</summary>
    /// <param name="pod">The pod as it is now.</param>
    /// <param name="story">What was seen of it, the present included.</param>
    /// <param name="evidence">What was asked about it: the last log lines of runs, and warnings.</param>
    public static IReadOnlyList<ReplicaExit> Of(PodObject pod, PodStory story, PodEvidence evidence)
    {
        var seen = story.Exits.Where(exit => exit.HasRun && !IsAskedFor(pod, exit)).ToList();
        var known = seen.Select(exit => ExitOf(pod, story, exit, evidence)).ToList();
        return seen is [var oldest, ..] && story.Exits[0] == oldest
            ? [.. Before(oldest, pod, known[0]).Concat(known).TakeLast(Observation.MostExits)]
            : [.. known.TakeLast(Observation.MostExits)];
    }

    private static ReplicaExit ExitOf(PodObject pod, PodStory story, SeenExit exit, PodEvidence evidence)
    {
        var code = exit.Terminated.ExitCode;
        var signal = exit.Terminated.Signal is { } number and > 0 ? number : code - 128;
        var name = SignalNames.Of(signal);
        return new ReplicaExit(
            pod.Metadata.Name, pod.LabelOf(Labels.Template), exit.At, name is null ? code : null, name,
            exit.Terminated.Reason is "OOMKilled", story.ReadyAttempts.Contains(exit.Attempt) || MayHaveBeenReady(pod, exit),
            evidence.LastLines.GetValueOrDefault(exit.Terminated.ContainerID ?? ""), PodDiagnosis.BehindExit(pod, exit.Terminated, evidence));
    }

    /// <summary>
    /// What happened before anybody looked. Kubelet starts the first time at once and then waits twice as long each time; how long the model
    /// ran is taken from the oldest run that is known.
    /// </summary>
    private static IReadOnlyList<ReplicaExit> Before(SeenExit oldest, PodObject pod, ReplicaExit alike)
    {
        var began = pod.Status?.StartTime ?? pod.Metadata.CreationTimestamp ?? oldest.At;
        var ran = oldest.At - (oldest.Terminated.StartedAt ?? oldest.At);
        List<ReplicaExit> earlier = [];
        var startedAt = oldest.Terminated.StartedAt ?? oldest.At;
        for (var attempt = oldest.Attempt - 1; attempt >= 0 && earlier.Count < Observation.MostExits; attempt--)
        {
            var at = startedAt - BackOffBefore(attempt + 1);
            at = at < began ? began : at;
            earlier.Add(alike with { At = at, LastLines = [] });
            startedAt = at - ran;
        }
        earlier.Reverse();
        return earlier;
    }

    private static TimeSpan BackOffBefore(int attempt) =>
        attempt <= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(FirstBackOff.TotalSeconds * Math.Pow(2, Math.Min(attempt - 2, 10)), LongestBackOff.TotalSeconds));

    /// <summary>
    /// Of a run that nobody watched: whether it began before the pod was last ready or stopped being so. What never was ready has not
    /// changed that condition since it began.
    /// </summary>
    private static bool MayHaveBeenReady(PodObject pod, SeenExit exit)
    {
        if (pod.ConditionOf("Ready")?.LastTransitionTime is not { } changed || changed <= (pod.Status?.StartTime ?? changed) + ClockTolerance)
            return false;
        return (exit.Terminated.StartedAt ?? exit.At) < changed;
    }

    private static bool IsAskedFor(PodObject pod, SeenExit exit) => PodReplica.EndingSince(pod) is { } since && exit.At >= since - ClockTolerance;
}
