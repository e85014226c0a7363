using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Reconciling;

/// <summary>When exits count as a crash: two without ever having been ready, or three within ten minutes.</summary>
public static class CrashRules
{
    private const int WithoutEverBeingReady = 2;
    private const int WithinTheWindow = 3;

    /// <summary>The window in which exits of a model that was ready are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>The failure that these exits of one template amount to, or null.</summary>
    /// <param name="exits">Exits since the last accepted change, oldest first.</param>
    /// <param name="everReady">Whether a replica of the template is or has been ready.</param>
    /// <param name="memory">Bytes that one replica has.</param>
    /// <param name="now">The time of the assessment.</param>
    public static Failure? FailureOf(IReadOnlyList<ReplicaExit> exits, bool everReady, long memory, DateTimeOffset now)
    {
        var recent = exits.Count(exit => exit.At > now - Window);
        var neverReady = !everReady && exits.All(exit => !exit.WasReady);
        if (recent < WithinTheWindow && !(neverReady && exits.Count >= WithoutEverBeingReady))
            return null;
        var last = exits[^1];
        return last.OutOfMemory
            ? Failures.OutOfMemory(memory, exits.Count, last.LastLines)
            : Failures.Crashed(HowOf(last), exits.Count, last.LastLines);
    }

    private static string HowOf(ReplicaExit exit) =>
        exit.Signal is { } signal ? $"signal {signal}" : $"exit code {exit.ExitCode}";
}
