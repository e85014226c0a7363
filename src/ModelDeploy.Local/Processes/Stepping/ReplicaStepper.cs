namespace ModelDeploy.Local.Processes.Stepping;

/// <summary>
/// Decides how replicas are replaced, scaled and started again. Pure. It keeps two promises: never more replicas at once (those
/// being ended included) than the larger of older and wanted ones plus the surge; and never fewer ready ones than wanted (one
/// fewer without surge) because of a step, as long as there were enough.
/// </summary>
internal static class ReplicaStepper
{
    /// <summary>The next steps towards <paramref name="wanted"/> replicas of <paramref name="template"/>.</summary>
    public static ReplicaSteps Next(
        string template, int wanted, int surge, IReadOnlyList<SteppedReplica> replicas, DateTimeOffset now)
    {
        var newest = replicas.Where(replica => replica.Template == template && !replica.Leaving).ToList();
        var older = replicas.Where(replica => replica.Template != template && !replica.Leaving).ToList();

        var leaving = wanted == 0
            ? [.. newest, .. older]
            : Surplus(newest, wanted).Concat(Replaceable(newest, older, wanted, surge)).ToList();
        var staying = newest.Concat(older).Except(leaving).ToList();
        var waiting = staying.Where(replica => replica.Activity is ReplicaActivity.Waiting).ToList();

        return new ReplicaSteps(
            [
                .. leaving.Select(replica => new ReplicaStep.Stop(replica.Name)),
                .. waiting.Where(replica => replica.StartAt <= now).Select(replica => new ReplicaStep.Start(replica.Name)),
                .. Enumerable.Repeat(new ReplicaStep.Create(), Missing(template, wanted, surge, newest.Count, replicas)),
            ],
            waiting.Where(replica => replica.StartAt > now).Select(replica => (DateTimeOffset?)replica.StartAt).Min());
    }

    private static int Missing(string template, int wanted, int surge, int newest, IReadOnlyList<SteppedReplica> replicas)
    {
        var older = replicas.Count(replica => replica.Template != template);
        var atOnce = Math.Max(older, wanted) + (older > 0 ? surge : 0);
        return Math.Clamp(wanted - newest, 0, Math.Max(0, atOnce - replicas.Count));
    }

    /// <summary>Newest ones beyond the wanted count: those that are not ready first, then the youngest.</summary>
    private static IEnumerable<SteppedReplica> Surplus(List<SteppedReplica> newest, int wanted) => newest
        .OrderBy(replica => replica.Ready)
        .ThenByDescending(replica => replica.Number)
        .Take(newest.Count - wanted);

    /// <summary>Older ones that nobody would miss: those that are not ready first.</summary>
    private static IEnumerable<SteppedReplica> Replaceable(
        List<SteppedReplica> newest, List<SteppedReplica> older, int wanted, int surge)
    {
        var least = surge > 0 ? wanted : wanted - 1;
        var ready = newest.Concat(older).Count(replica => replica.Ready);
        var dispensable = newest.Count + older.Count - least - newest.Count(replica => !replica.Ready);
        foreach (var replica in older.OrderBy(replica => replica.Ready).ThenBy(replica => replica.Number).Take(Math.Max(0, dispensable)))
        {
            if (replica.Ready && --ready < least)
                yield break;
            yield return replica;
        }
    }
}
