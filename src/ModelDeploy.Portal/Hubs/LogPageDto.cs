using ModelDeploy.Core.Logs;

namespace ModelDeploy.Portal.Hubs;

/// <summary>Older lines on their way to the browser.</summary>
/// <param name="Entries">Oldest first.</param>
/// <param name="More">Whether there are still older ones.</param>
public sealed record LogPageDto(IReadOnlyList<LogEntryDto> Entries, bool More)
{
    /// <summary>The page on the wire.</summary>
    public static LogPageDto Of(LogPage page) => new([.. page.Lines.Select(line => LogEntryDto.Of(new LogEntry.Line(line)))], page.More);
}
