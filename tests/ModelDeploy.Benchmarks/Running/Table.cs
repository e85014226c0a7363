using System.Globalization;
using System.Text;

namespace ModelDeploy.Benchmarks.Running;

/// <summary>The rows of all benchmarks as one Markdown table.</summary>
internal sealed class Table
{
    private readonly StringBuilder _text = new("| Benchmark | Measured | Ours | Peer | Ratio | Target | Met |\n|---|---|---|---|---|---|---|\n");

    /// <summary>Adds what a benchmark found.</summary>
    public void Add(string benchmark, IEnumerable<Row> rows)
    {
        foreach (var row in rows)
        {
            var ratio = row.Ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";
            var met = row.Met switch { true => "yes", false => "**no**", null => "–" };
            _text.Append(CultureInfo.InvariantCulture, $"| {benchmark} | {row.Measured} | {row.Ours} | {row.Peer} | {ratio} | {row.Target} | {met} |\n");
        }
    }

    /// <summary>Adds a line that says why there are no figures.</summary>
    public void AddSkipped(string benchmark, string why) =>
        _text.Append(CultureInfo.InvariantCulture, $"| {benchmark} | skipped: {why} | – | – | – | – | – |\n");

    /// <inheritdoc />
    public override string ToString() => _text.ToString();
}
