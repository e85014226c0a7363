using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Observing;

/// <summary>
/// What was seen of a pod that its present state no longer tells: a pod shows only its last two ends, and in a back-off no longer why an
/// image could not be fetched. Without it, after a restart of the portal, the rest is estimated. Pure.
/// </summary>
internal sealed record PodStory
{
    private const int MostExits = 10;
    private const int MostReady = 10;

    /// <summary>Nothing seen yet.</summary>
    public static PodStory None { get; } = new();

    /// <summary>Its ends, oldest first, the newest ones.</summary>
    public IReadOnlyList<SeenExit> Exits { get; private init; } = [];

    /// <summary>The runs in which it was ready, the newest ones.</summary>
    public IReadOnlyList<int> ReadyAttempts { get; private init; } = [];

    /// <summary>Why its image could not be fetched the last time, or null.</summary>
    public string? PullError { get; private init; }

    /// <summary>The story with what the pod shows now.</summary>
    public PodStory With(PodObject pod)
    {
        if (pod.Model is not { } model)
            return this;
        var exits = Exits;
        foreach (var exit in ExitsIn(model).Where(exit => exits.All(known => known.Terminated.ContainerID != exit.Terminated.ContainerID)))
            exits = [.. exits.Append(exit).OrderBy(known => known.Attempt).TakeLast(MostExits)];
        var wasReady = model is { Started: true, State.Running: not null } && !ReadyAttempts.Contains(model.RestartCount);
        return this with
        {
            Exits = exits,
            ReadyAttempts = wasReady ? [.. ReadyAttempts.Append(model.RestartCount).TakeLast(MostReady)] : ReadyAttempts,
            PullError = model.State?.Waiting switch
            {
                { Reason: "ErrImagePull" or "ErrImageNeverPull" or "RegistryUnavailable", Message: { Length: > 0 } message } => message,
                { Reason: "ImagePullBackOff" } => PullError,
                _ => null,
            },
        };
    }

    // While it runs (or has just ended), the state before belongs to the run before; while it waits for its next run, to this one.
    private static IEnumerable<SeenExit> ExitsIn(ContainerStatus model)
    {
        if (model.LastState?.Terminated is { } last)
            yield return new SeenExit(model.State?.Waiting is not null ? model.RestartCount : model.RestartCount - 1, last);
        if (model.State?.Terminated is { } now)
            yield return new SeenExit(model.RestartCount, now);
    }
}
