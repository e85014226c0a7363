using System.Buffers;
using System.Globalization;
using System.Text;

namespace ModelDeploy.Portal.Metrics;

/// <summary>Writes metrics as text.</summary>
public sealed class MetricsText(IBufferWriter<byte> output, MetricsFormat format)
{
    private const string CounterEnd = "_total";

    /// <summary>Begins a metric; its samples follow, and nothing else before they are done.</summary>
    /// <param name="name">Of letters, digits and underscores; a counter's sample has <c>_total</c> behind it.</param>
    /// <param name="kind"><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</param>
    /// <param name="help">One sentence.</param>
    public void Begin(string name, string kind, string help)
    {
        var family = kind is "counter" && format is MetricsFormat.Prometheus ? name + CounterEnd : name;
        Line($"# HELP {family} {Escape(help, quotes: format is MetricsFormat.OpenMetrics)}\n# TYPE {family} {kind}");
    }

    /// <summary>The sample of a counter.</summary>
    /// <param name="name">As it began, without <c>_total</c>.</param>
    /// <param name="labels">What tells it from the counter's others.</param>
    /// <param name="value">Its value.</param>
    public void Count(string name, IEnumerable<(string Name, string Value)> labels, double value) => Sample(name + CounterEnd, labels, value);

    /// <summary>Nothing follows: so a reader knows that it got everything.</summary>
    public void End()
    {
        if (format is MetricsFormat.OpenMetrics)
            Line("# EOF");
    }

    /// <summary>The bound of a histogram's bucket, as the label <c>le</c> has it.</summary>
    public string Bound(double seconds)
    {
        var number = Number(seconds);
        return format is MetricsFormat.OpenMetrics && number.All(char.IsAsciiDigit) ? $"{number}.0" : number;
    }

    /// <summary>One sample.</summary>
    public void Sample(string name, IEnumerable<(string Name, string Value)> labels, double value) =>
        Line($"{name}{{{string.Join(',', labels.Select(label => $"{label.Name}=\"{Escape(label.Value, quotes: true)}\""))}}} {Number(value)}");

    /// <summary>A number as the format has it.</summary>
    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", @"\\").Replace("\n", @"\n");
        return quotes ? escaped.Replace("\"", "\\\"") : escaped;
    }

    private void Line(string line) => Encoding.UTF8.GetBytes(line + "\n", output);
}
