namespace ModelDeploy.Supervisor.Protocol;

/// <summary>What processes use together.</summary>
/// <param name="ProcessorTime">Used so far by those that live, or null where that is not told.</param>
/// <param name="ResidentBytes">Resident memory; pages that they share count for each of them.</param>
public sealed record ProcessUse(TimeSpan? ProcessorTime, long ResidentBytes);
