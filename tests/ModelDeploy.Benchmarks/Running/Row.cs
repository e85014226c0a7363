namespace ModelDeploy.Benchmarks.Running;

/// <summary>One row of the table.</summary>
/// <param name="Measured">What was measured, with its unit.</param>
/// <param name="Ours">Our figure.</param>
/// <param name="Peer">The peer's figure in the same run and its name, or a dash.</param>
/// <param name="Ratio">Ours to the peer's, or null where there is no peer.</param>
/// <param name="Target">What is aimed at in words, or a dash where the figure is only reported.</param>
/// <param name="Met">Whether it is met; null where nothing is aimed at.</param>
internal sealed record Row(string Measured, string Ours, string Peer, double? Ratio, string Target, bool? Met)
{
    /// <summary>A figure that is only reported.</summary>
    public static Row Report(string measured, string ours) => new(measured, ours, "–", null, "–", null);

    /// <summary>A figure with a bound of its own.</summary>
    public static Row Bound(string measured, string ours, string target, bool met) => new(measured, ours, "–", null, target, met);

    /// <summary>A figure beside a peer's.</summary>
    public static Row Beside(string measured, string ours, string peer, double ratio, string target, bool? met) =>
        new(measured, ours, peer, ratio, target, met);
}
