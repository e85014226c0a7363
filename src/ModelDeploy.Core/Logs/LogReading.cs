namespace ModelDeploy.Core.Logs;

/// <summary>What to read of a replica's kept log.</summary>
/// <param name="Matcher">Which lines.</param>
/// <param name="Before">Only lines before this place; null for all that were written when the reading began.</param>
/// <param name="NewestFirst">Whether the newest comes first.</param>
public sealed record LogReading(LogMatcher Matcher, LogPosition? Before, bool NewestFirst);
