using System.Buffers;
using System.Globalization;
using System.Text;

namespace ModelDeploy.Portal.Metrics;

/// <summary>Writes metrics in Prometheus' text format, version 0.0.4.</summary>
public sealed class PrometheusText(IBufferWriter<byte> output)
{
    /// <summary>The media type of what is written.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Begins a metric; its samples follow, and nothing else before they are done.</summary>
    /// <param name="name">Of letters, digits and underscores.</param>
    /// <param name="kind"><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</param>
    /// <param name="help">One sentence.</param>
    public void Begin(string name, string kind, string help) => Line($"# HELP {name} {Escape(help, quotes: false)}\n# TYPE {name} {kind}");

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
