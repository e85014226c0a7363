using System.Globalization;

namespace ModelDeploy.Benchmarks.Load;

/// <summary>How long requests took at a fixed rate.</summary>
/// <param name="P50">Milliseconds that half of them did not exceed.</param>
/// <param name="P99">Milliseconds that 99 % of them did not exceed.</param>
/// <param name="Answered">Answers per second; below the rate asked for when it could not be kept.</param>
internal sealed record Delays(double P50, double P99, double Answered)
{
    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"p50 {P50:0.00} ms, p99 {P99:0.00} ms at {Answered:0}/s");
}
