using System.Text.Json.Serialization;
using ModelDeploy.Core.Logs;

namespace ModelDeploy.Portal.Hubs;

/// <summary>What travels to the browser in one message.</summary>
/// <param name="Entries">Empty only when unavailable.</param>
/// <param name="Unavailable">The last message: there is no such deployment, or this person may not see it.</param>
public sealed record LogBatchDto(
    IReadOnlyList<LogEntryDto> Entries, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Unavailable = false)
{
    /// <summary>The one message for a log that cannot be had.</summary>
    public static LogBatchDto None { get; } = new([], Unavailable: true);

    /// <summary>The batch on the wire.</summary>
    public static LogBatchDto Of(LogBatch batch) => new([.. batch.Entries.Select(LogEntryDto.Of)]);
}
