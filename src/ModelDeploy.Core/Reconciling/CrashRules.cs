using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Reconciling;

/// <summary>
/// When exits count as a crash: two without ever having been ready, or three within ten minutes. The latter is not healed by being
/// ready in between, only by time: a model that comes back after each exit still fails requests at each.
/// </summary>
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
        var recent = RecentOf(exits, now);
        var neverReady = !everReady && exits.All(exit => !exit.WasReady);
        if (recent < WithinTheWindow && !(neverReady && exits.Count >= WithoutEverBeingReady))
            return null;
        var last = exits[^1];
        if (exits.LastOrDefault(exit => exit.Because is not null && IsAlike(exit, last))?.Because is { } behind)
            return behind;
        var howOften = recent < WithinTheWindow ? StatusTexts.NeverReady.With(Times(exits.Count)) : InTheWindow(recent);
        return last.OutOfMemory
            ? Failures.OutOfMemory(memory, howOften, last.LastLines)
            : Failures.Crashed(HowOf(last), howOften, last.LastLines, CrashSteps.Of(last));
    }

    /// <summary>What to say of exits that do not amount to a failure, or null when none lies in the window.</summary>
    /// <param name="exits">Exits since the last accepted change, oldest first.</param>
    /// <param name="now">The time of the assessment.</param>
    public static string? NoteOf(IReadOnlyList<ReplicaExit> exits, DateTimeOffset now) =>
        RecentOf(exits, now) is > 0 and var recent ? StatusTexts.ReplicaExited.With(InTheWindow(recent)) : null;

    /// <summary>When the next of these exits leaves the window, or null when none lies in it.</summary>
    public static DateTimeOffset? NextForgottenAt(IEnumerable<ReplicaExit> exits, DateTimeOffset now) =>
        exits.Select(exit => exit.At + Window).Where(at => at > now).Min(at => (DateTimeOffset?)at);

    /// <summary>What was found out of an exit holds for the next one that ends alike, until that has been looked into.</summary>
    private static bool IsAlike(ReplicaExit exit, ReplicaExit last) => (exit.ExitCode, exit.Signal, exit.OutOfMemory) == (last.ExitCode, last.Signal, last.OutOfMemory);

    private static int RecentOf(IReadOnlyList<ReplicaExit> exits, DateTimeOffset now) => exits.Count(exit => exit.At > now - Window);

    private static string InTheWindow(int count) => StatusTexts.InTheWindow.With(Times(count), Window.TotalMinutes);

    /// <summary>A runtime shows the newest exits only: as many as it shows may have been more.</summary>
    private static string Times(int count) => count switch
    {
        1 => StatusTexts.Once,
        >= Observation.MostExits => StatusTexts.AtLeastTimes.With(count),
        _ => StatusTexts.Times.With(count),
    };

    private static string HowOf(ReplicaExit exit) =>
        exit.Signal is { } signal ? StatusTexts.Signal.With(signal) : StatusTexts.ExitCode.With(exit.ExitCode);
}
