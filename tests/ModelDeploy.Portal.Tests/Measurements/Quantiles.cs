using System.Globalization;

namespace ModelDeploy.Portal.Tests.Measurements;

/// <summary>The middle and the slow end of measured values.</summary>
/// <param name="P50">Half of the values are at most this.</param>
/// <param name="P95">Nineteen of twenty are at most this.</param>
/// <param name="Count">How many values.</param>
public sealed record Quantiles(double P50, double P95, int Count)
{
    /// <summary>Of these values, of which there is at least one; by the nearest rank.</summary>
    public static Quantiles Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return new Quantiles(At(sorted, 0.5), At(sorted, 0.95), sorted.Count);
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{P50:0.#} / {P95:0.#}");

    private static double At(List<double> sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
}
