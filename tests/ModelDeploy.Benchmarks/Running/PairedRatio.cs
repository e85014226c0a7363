namespace ModelDeploy.Benchmarks.Running;

/// <summary>How two candidates that took turns compare: neighbouring turns meet the same machine, so their ratios spread less than their figures.</summary>
/// <param name="Median">The median of the ratios.</param>
/// <param name="Low">The lower end of what holds the true median in 95 of 100 runs (order statistics, as of the sign test).</param>
/// <param name="High">The upper end.</param>
internal sealed record PairedRatio(double Median, double Low, double High)
{
    // Half the width of the interval in ranks, for each root of the number of pairs: 1.96 standard deviations of a fair coin.
    private const double RanksPerRoot = 0.98;

    /// <summary>Compares figures turn by turn.</summary>
    public static PairedRatio Of(IEnumerable<double> ours, IEnumerable<double> peers)
    {
        var ratios = ours.Zip(peers, (our, peer) => our / peer).Order().ToList();
        var low = Math.Max(0, (int)Math.Floor((ratios.Count / 2.0) - (RanksPerRoot * Math.Sqrt(ratios.Count))));
        return new PairedRatio(Rounds.Median(ratios, ratio => ratio), ratios[low], ratios[ratios.Count - 1 - low]);
    }
}
