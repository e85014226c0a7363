using System.Text.Json.Serialization;
using ModelDeploy.Core.Logs;

namespace ModelDeploy.Portal.Hubs;

/// <summary>What travels to the browser in one message.</summary>
/// <param name="Entries">Empty only in the first and the last message.</param>
/// <param name="Unavailable">The last message: there is no such deployment, or this person may not see it.</param>
/// <param name="From">In the first message: everything from this moment on follows; what is older must be asked for.</param>
public sealed record LogBatchDto(
    IReadOnlyList<LogEntryDto> Entries,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Unavailable = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] string? From = null)
{
    /// <summary>The one message for a log that cannot be had.</summary>
    public static LogBatchDto None { get; } = new([], Unavailable: true);

    /// <summary>The first message of a log.</summary>
    public static LogBatchDto Beginning(DateTimeOffset from) => new([], From: LogEntryDto.TextOf(from));

    /// <summary>The batch on the wire.</summary>
    public static LogBatchDto Of(LogBatch batch) => new([.. batch.Entries.Select(LogEntryDto.Of)]);
}
