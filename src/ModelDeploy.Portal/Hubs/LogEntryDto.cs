using System.Globalization;
using System.Text.Json.Serialization;
using ModelDeploy.Core.Logs;

namespace ModelDeploy.Portal.Hubs;

/// <summary>
/// A line or a gap mark as the browser gets it: a gap mark has only <see cref="Dropped"/>, a line everything else.
/// </summary>
public sealed record LogEntryDto
{
    private const string SortableUtc = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    /// <summary>Whose line.</summary>
    public string? Replica { get; init; }

    /// <summary>When it was written: UTC with always the same number of digits, so that text order is time order.</summary>
    public string? Time { get; init; }

    /// <summary>Which line of that very time it is, from 0.</summary>
    public int Count { get; init; }

    /// <summary><c>out</c>, <c>error</c> or <c>platform</c>.</summary>
    public string? Stream { get; init; }

    /// <summary>The raw text; the browser makes it safe to show.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the text was cut off at 16 KiB.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Cut { get; init; }

    /// <summary>How many lines are missing at this place; 0 for a line.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Dropped { get; init; }

    /// <summary>The entry on the wire.</summary>
    public static LogEntryDto Of(LogEntry entry) => entry switch
    {
        LogEntry.Gap gap => new() { Dropped = gap.Dropped },
        LogEntry.Line { Log: var line } => new()
        {
            Replica = line.Replica,
            Time = TextOf(line.Position.Time),
            Count = line.Position.Count,
            Stream = NameOf(line.Stream),
            Text = line.Text,
            Cut = line.Cut,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(entry)),
    };

    /// <summary>A time on the wire.</summary>
    public static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString(SortableUtc, CultureInfo.InvariantCulture);

    private static string NameOf(LogStream stream) => stream switch
    {
        LogStream.Out => "out",
        LogStream.Error => "error",
        LogStream.Platform => "platform",
    };
}
