using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Local.Processes.Replicas;

/// <summary>What a replica had used at one moment.</summary>
/// <param name="Supervisor">Of which attempt: another one starts from nothing.</param>
/// <param name="Use">What it had used.</param>
/// <param name="At">When.</param>
/// <param name="Cores">Processor time per time since the sample before, or null when there was none to compare with.</param>
internal sealed record UsageSample(ProcessIdentity Supervisor, ProcessUse Use, DateTimeOffset At, decimal? Cores)
{
    /// <summary>The sample that follows on <paramref name="before"/>. A process that ended in between takes its time with it: then nothing is known.</summary>
    public static UsageSample After(UsageSample? before, ProcessIdentity supervisor, ProcessUse use, DateTimeOffset at)
    {
        var isComparable = before is not null && before.Supervisor == supervisor && at > before.At;
        var used = isComparable ? use.ProcessorTime - before!.Use.ProcessorTime : null;
        return new UsageSample(supervisor, use, at, used >= TimeSpan.Zero ? Math.Round((decimal)(used.Value / (at - before!.At)), 3) : null);
    }
}
