using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Diagnosis;

/// <summary>What to do about an exit, by its code or signal. The one table for it; a shell's 128 + n is the signal n.</summary>
internal static class CrashSteps
{
    /// <summary>One sentence.</summary>
    public static string Of(ReplicaExit exit) => (exit.ExitCode, exit.Signal) switch
    {
        (0, _) => StatusTexts.CrashedEndedStep,
        (126, _) => StatusTexts.CrashedNotExecutableStep,
        (127, _) => StatusTexts.CrashedNotFoundStep,
        (137, _) or (_, "SIGKILL") => StatusTexts.CrashedKilledStep,
        (143, _) or (_, "SIGTERM" or "SIGINT" or "SIGHUP") => StatusTexts.CrashedTerminatedStep,
        (132 or 134 or 135 or 136 or 139, _) or (_, "SIGILL" or "SIGABRT" or "SIGBUS" or "SIGFPE" or "SIGSEGV") => StatusTexts.CrashedNativeStep,
        _ => StatusTexts.CrashedStep,
    };
}
