namespace ModelDeploy.Kubernetes.Client;

/// <summary>How long to wait after failures in a row: longer each time, up to a limit, and never all at the same moment.</summary>
public static class BackOff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(15);

    /// <summary>The pause after this many failures in a row; none after none.</summary>
    /// <param name="failures">How many.</param>
    /// <param name="random">From 0 to 1: the pause lies between half of the full one and all of it.</param>
    public static TimeSpan After(int failures, double random)
    {
        if (failures <= 0)
            return TimeSpan.Zero;
        var full = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 30)), Most.TotalSeconds);
        return TimeSpan.FromSeconds(full * (0.5 + random / 2));
    }

    /// <summary>The same with a random number of its own.</summary>
    public static TimeSpan After(int failures) => After(failures, Random.Shared.NextDouble());
}
