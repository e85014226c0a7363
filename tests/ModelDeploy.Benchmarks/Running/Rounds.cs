namespace ModelDeploy.Benchmarks.Running;

/// <summary>
/// Takes figures of several candidates in turns (A B A B), so that what else the machine does meets all of them alike, and
/// keeps the median.
/// </summary>
internal static class Rounds
{
    /// <summary>The medians, in the order of the candidates.</summary>
    public static async Task<IReadOnlyList<T>> AlternateAsync<T>(Bench bench, Func<T, double> by, params Candidate<T>[] candidates) =>
        [.. (await TakeAsync(bench, candidates)).Select(figures => Median(figures, by))];

    /// <summary>All figures, in the order of the candidates.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<T>>> TakeAsync<T>(Bench bench, params Candidate<T>[] candidates)
    {
        var taken = candidates.Select(_ => new List<T>()).ToList();
        for (var round = 1; round <= bench.Settings.Rounds; round++)
        {
            for (var at = 0; at < candidates.Length; at++)
            {
                bench.Stop.ThrowIfCancellationRequested();
                var figure = await candidates[at].MeasureAsync();
                taken[at].Add(figure);
                bench.Say($"  {round}/{bench.Settings.Rounds} {candidates[at].Name}: {figure}");
            }
        }
        return taken;
    }

    /// <summary>The median of one candidate's figures.</summary>
    public static async Task<T> RepeatAsync<T>(Bench bench, string name, Func<T, double> by, Func<Task<T>> measure) =>
        (await AlternateAsync(bench, by, new Candidate<T>(name, measure)))[0];

    /// <summary>The figure in the middle, the lower one of two.</summary>
    public static T Median<T>(IEnumerable<T> figures, Func<T, double> by)
    {
        var ordered = figures.OrderBy(by).ToList();
        return ordered[(ordered.Count - 1) / 2];
    }

    /// <summary>The smallest of the values that at least this share (0 to 1) does not exceed.</summary>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        var ordered = values.Order().ToList();
        return ordered[Math.Clamp((int)Math.Ceiling(share * ordered.Count) - 1, 0, ordered.Count - 1)];
    }
}
