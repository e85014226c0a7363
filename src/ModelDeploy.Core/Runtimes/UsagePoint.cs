namespace ModelDeploy.Core.Runtimes;

/// <summary>What a replica used at one moment.</summary>
/// <param name="At">When.</param>
/// <param name="Cores">Processor time per time (1 is one core), or null while that was not known yet.</param>
/// <param name="Memory">Resident bytes.</param>
public readonly record struct UsagePoint(DateTimeOffset At, float? Cores, long Memory);
