using System.Globalization;
using System.Text.Json;

namespace ModelDeploy.Core.Audit;

/// <summary>An entry as one line of JSON, in logs and in exported files.</summary>
public static class AuditLine
{
    private const string Start = "{\"chain\":\"";

    /// <summary>The line. The event's own text is in it as it is, so that the hash can be counted over it.</summary>
    /// <param name="chain">Which chain: letters and digits. A log may hold several, one for each process.</param>
    /// <param name="entry">Which entry.</param>
    public static string Write(string chain, AuditEntry entry) => string.Create(
        CultureInfo.InvariantCulture, $"{Start}{chain}\",\"number\":{entry.Number},\"previous\":\"{entry.Previous}\",\"hash\":\"{entry.Hash}\",\"event\":{entry.Text}}}");

    /// <summary>The entry in a line, which may begin with what a log puts before it; null when the line holds none.</summary>
    public static (string Chain, AuditEntry Entry)? Read(string line)
    {
        var start = line.IndexOf(Start, StringComparison.Ordinal);
        if (start < 0)
            return null;
        try
        {
            using var document = JsonDocument.Parse(line.AsMemory(start));
            var root = document.RootElement;
            return (root.GetProperty("chain").GetString()!, new AuditEntry(
                root.GetProperty("number").GetInt64(), root.GetProperty("previous").GetString()!, root.GetProperty("hash").GetString()!,
                root.GetProperty("event").GetRawText()));
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
