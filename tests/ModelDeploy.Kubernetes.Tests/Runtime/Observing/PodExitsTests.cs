using System.Collections.Immutable;
using ModelDeploy.Core;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Runtime.Diagnosing;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.Kubernetes.Runtime.Observing;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Observing;

public sealed class PodExitsTests
{
    [Fact]
    public void A_pod_that_never_ended_has_no_exits() => Assert.Empty(Exits(APod.Named().Ready()));

    [Fact]
    public void Both_ends_that_a_pod_shows_are_told_with_their_lines()
    {
        var pod = APod.Named().With(APod.Ended(1, 20, 21, code: 7), APod.Ended(0, 10, 12, code: 3), restarts: 1);
        var lines = ImmutableDictionary<string, EquatableList<string>>.Empty.Add("run-0", ["first"]).Add("run-1", ["second"]);

        var exits = PodExits.Of(pod, PodStory.None.With(pod), PodEvidence.None with { LastLines = lines });

        Assert.Equal(
            [
                new ReplicaExit("deploy-iris-1-a", "t1", APod.Start.AddSeconds(12), 3, null, false, false, ["first"]),
                new ReplicaExit("deploy-iris-1-a", "t1", APod.Start.AddSeconds(21), 7, null, false, false, ["second"]),
            ],
            exits);
    }

    [Theory]
    [InlineData(137, "OOMKilled", null, "SIGKILL", true)]
    [InlineData(137, "Error", null, "SIGKILL", false)]
    [InlineData(139, "Error", null, "SIGSEGV", false)]
    [InlineData(143, "Error", null, "SIGTERM", false)]
    [InlineData(1, "Error", 1, null, false)]
    [InlineData(0, "Completed", 0, null, false)]
    [InlineData(127, "Error", 127, null, false)]
    [InlineData(255, "Error", 255, null, false)]
    public void A_code_above_128_is_a_signal(int code, string reason, int? exitCode, string? signal, bool outOfMemory)
    {
        var exit = Assert.Single(Exits(APod.Named().With(APod.Ended(0, 1, 2, code, reason))));

        Assert.Equal((exitCode, signal, outOfMemory), (exit.ExitCode, exit.Signal, exit.OutOfMemory));
    }

    [Fact]
    public void What_happened_before_anybody_looked_is_estimated_by_kubelets_back_off()
    {
        // Ran for a second each time; started at once, then after 10, 20 and 40 seconds.
        var pod = APod.Named().With(APod.Waiting("CrashLoopBackOff"), APod.Ended(4, 75, 76), restarts: 4);

        var exits = Exits(pod);

        Assert.Equal([2, 3, 14, 35, 76], exits.Select(exit => (exit.At - APod.Start).TotalSeconds));
        Assert.All(exits, exit => Assert.Equal(1, exit.ExitCode));
    }

    [Fact]
    public void What_was_seen_is_not_estimated()
    {
        var story = PodStory.None
            .With(APod.Named().With(APod.Ended(0, 10, 12, code: 9)))
            .With(APod.Named().With(APod.Running(13), APod.Ended(0, 10, 12, code: 9), restarts: 1))
            .With(APod.Named().With(APod.Waiting("CrashLoopBackOff"), APod.Ended(1, 13, 15), restarts: 1));
        var now = APod.Named().With(APod.Waiting("CrashLoopBackOff"), APod.Ended(2, 25, 26), restarts: 2);

        var exits = PodExits.Of(now, story.With(now), PodEvidence.None);

        Assert.Equal([(12d, 9), (15, 1), (26, 1)], exits.Select(exit => ((exit.At - APod.Start).TotalSeconds, exit.ExitCode!.Value)));
    }

    [Fact]
    public void A_run_was_ready_that_was_seen_so_and_no_other()
    {
        var story = PodStory.None.With(APod.Named().Ready(after: 5));
        var pod = APod.Named().With(APod.Waiting("CrashLoopBackOff"), APod.Ended(1, 31, 32), restarts: 1).WithCondition(Ready(since: 30));

        var exits = PodExits.Of(pod, story.With(APod.Named().With(APod.Ended(0, 4, 30))).With(pod), PodEvidence.None);

        Assert.Equal([true, false], exits.Select(exit => exit.WasReady));
    }

    [Fact]
    public void Without_having_been_seen_it_may_have_been_ready_when_readiness_ended_after_it_began()
    {
        var ended = APod.Named().With(APod.Ended(0, 4, 30));

        Assert.True(Exits(ended.WithCondition(Ready(since: 30)))[0].WasReady);
        Assert.False(Exits(ended)[0].WasReady);
    }

    [Fact]
    public void An_end_that_was_asked_for_is_no_exit()
    {
        Assert.Empty(Exits(APod.Named().Ending(since: 60).With(APod.Ended(0, 10, 61, code: 143))));
        Assert.Single(Exits(APod.Named().Ending(since: 60).With(APod.Ended(0, 10, 20))));
    }

    [Fact]
    public void No_more_are_kept_than_are_told()
    {
        var story = PodStory.None;
        for (var run = 0; run < 30; run++)
            story = story.With(APod.Named().With(APod.Ended(run, run * 10, run * 10 + 5), restarts: run));

        Assert.Equal(Observation.MostExits, story.Exits.Count);
        Assert.Equal(29, story.Exits[^1].Attempt);
        Assert.Equal(Observation.MostExits, PodExits.Of(APod.Named().With(APod.Running(300), restarts: 30), story, PodEvidence.None).Count);
    }

    private static IReadOnlyList<ReplicaExit> Exits(PodObject pod) => PodExits.Of(pod, PodStory.None.With(pod), PodEvidence.None);

    private static Condition Ready(int since) => new("Ready", "False", LastTransitionTime: APod.Start.AddSeconds(since));
}
