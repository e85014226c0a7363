using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Reconciling;

public sealed class CrashRulesTests
{
    private static readonly Failure Behind = ClusterFailures.LivenessFailed("GET /", "HTTP 500");

    [Theory]
    [InlineData(0, null, "must stay in the foreground")]
    [InlineData(1, null, "Read the log")]
    [InlineData(126, null, "(126)")]
    [InlineData(127, null, "(127)")]
    [InlineData(137, null, "by force")]
    [InlineData(null, "SIGKILL", "by force")]
    [InlineData(null, "SIGTERM", "asked the model to end")]
    [InlineData(null, "SIGSEGV", "native libraries")]
    [InlineData(139, null, "native libraries")]
    [InlineData(null, "SIGPIPE", "Read the log")]
    public void The_next_step_is_what_the_exit_suggests(int? code, string? signal, string step) =>
        Assert.Contains(step, FailureOf(Exit(1, code, signal), Exit(2, code, signal))!.NextStep, StringComparison.Ordinal);

    [Fact]
    public void What_is_behind_exits_is_told_in_their_place() => Assert.Equal(Behind, FailureOf(Exit(1, 0), Exit(2, 0) with { Because = Behind }));

    [Fact]
    public void It_counts_no_sooner_than_they_do() => Assert.Null(FailureOf(Exit(1, 0) with { Because = Behind }));

    [Fact]
    public void It_holds_for_the_next_exit_that_ends_alike() =>
        Assert.Equal(Behind, FailureOf(Exit(1, 0), Exit(2, 0) with { Because = Behind }, Exit(3, 0)));

    [Fact]
    public void It_does_not_hold_for_one_that_ends_otherwise() =>
        Assert.Equal(FailureReason.Crashed, FailureOf(Exit(1, 0) with { Because = Behind }, Exit(2, 1))!.Reason);

    private static Failure? FailureOf(params ReplicaExit[] exits) => CrashRules.FailureOf(exits, everReady: false, memory: 1, AChange.Start.AddMinutes(5));

    private static ReplicaExit Exit(int minute, int? code, string? signal = null) =>
        new("replica-1", "t1", AChange.Start.AddMinutes(minute), code, signal, OutOfMemory: false, WasReady: false, []);
}
