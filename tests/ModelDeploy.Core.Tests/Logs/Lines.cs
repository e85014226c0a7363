using ModelDeploy.Core.Logs;

namespace ModelDeploy.Core.Tests.Logs;

/// <summary>Makes log lines whose text is the second at which they were written, so that a test reads as a timeline.</summary>
internal static class Lines
{
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    public static LogLine At(string second, string replica) => At(int.Parse(second), replica);

    public static LogLine At(int second, string replica) =>
        new(replica, new LogPosition(Start.AddSeconds(second), 0), LogStream.Out, second.ToString());

    /// <summary>An entry in short: <c>a3</c> is second 3 of replica a, <c>gap 2</c> a mark, <c>a gone</c> the end of a replica.</summary>
    public static string Short(LogEntry entry) => entry switch
    {
        LogEntry.Gap gap => $"gap {gap.Dropped}",
        LogEntry.Line { Log: { Stream: LogStream.Platform } line } => $"{line.Replica} gone",
        LogEntry.Line { Log: var line } => line.Replica + line.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(entry)),
    };
}
