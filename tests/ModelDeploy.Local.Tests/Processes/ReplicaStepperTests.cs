using ModelDeploy.Local.Processes.Stepping;

namespace ModelDeploy.Local.Tests.Processes;

/// <summary>Tables of what the stepper decides. Replicas are written <c>n1:ready</c>: n is the newest template, o an older one.</summary>
public sealed class ReplicaStepperTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 0, "", "create")]
    [InlineData(3, 0, "", "create, create, create")]
    [InlineData(2, 0, "n1:ready", "create")]
    [InlineData(2, 0, "n1:ready n2:ready", "")]
    [InlineData(1, 0, "n1:ready n2:ready n3:ready", "stop n3, stop n2")]
    [InlineData(1, 0, "n1:unready n2:ready", "stop n1")]
    [InlineData(0, 0, "n1:ready n2:waiting", "stop n1, stop n2")]
    [InlineData(0, 1, "n1:ready o1:ready", "stop n1, stop o1")]
    [InlineData(0, 0, "n1:leaving", "")]
    public void Scaling(int wanted, int surge, string replicas, string steps) => Decides(wanted, surge, replicas, steps);

    [Theory]
    [InlineData(1, "o1:ready", "create")]
    [InlineData(1, "o1:ready n1:unready", "")]
    [InlineData(1, "o1:ready n1:ready", "stop o1")]
    [InlineData(1, "o1:leaving n1:ready", "")]
    [InlineData(2, "o1:ready o2:ready", "create")]
    [InlineData(2, "o1:ready o2:ready n1:ready", "stop o1")]
    [InlineData(2, "o1:leaving o2:ready n1:ready", "")]
    [InlineData(2, "o2:ready n1:ready", "create")]
    [InlineData(3, "o1:ready", "create, create, create")]
    public void With_a_surge_one_more_comes_first_and_then_an_older_one_goes(int wanted, string replicas, string steps) =>
        Decides(wanted, surge: 1, replicas, steps);

    [Theory]
    [InlineData(1, "o1:ready", "stop o1")]
    [InlineData(1, "o1:leaving", "")]
    [InlineData(2, "o1:ready o2:ready", "stop o1")]
    [InlineData(2, "o1:leaving o2:ready", "")]
    [InlineData(2, "o2:ready", "create")]
    [InlineData(2, "o2:ready n1:unready", "")]
    [InlineData(2, "o2:ready n1:ready", "stop o2")]
    public void Without_a_surge_an_older_one_goes_first(int wanted, string replicas, string steps) =>
        Decides(wanted, surge: 0, replicas, steps);

    [Theory]
    [InlineData(1, 1, "o1:unready", "create")]
    [InlineData(1, 1, "o1:unready n1:unready", "")]
    [InlineData(1, 1, "o1:unready n1:ready", "stop o1")]
    [InlineData(1, 0, "o1:unready", "stop o1")]
    [InlineData(2, 0, "o1:ready o2:unready", "stop o2")]
    [InlineData(2, 1, "o1:ready o2:unready n1:ready", "stop o2")]
    [InlineData(2, 1, "o1:waiting o2:ready n1:unready", "start o1")]
    public void Older_ones_that_are_not_ready_go_before_ready_ones_and_are_kept_going_until_then(
        int wanted, int surge, string replicas, string steps) => Decides(wanted, surge, replicas, steps);

    [Fact]
    public void A_replica_that_waits_is_started_when_its_time_has_come()
    {
        SteppedReplica waiting = new("n1", "new", ReplicaActivity.Waiting, Number: 1, StartAt: Now.AddSeconds(4));

        var before = ReplicaStepper.Next("new", 1, 0, [waiting], Now);
        Assert.Empty(before.Now);
        Assert.Equal(Now.AddSeconds(4), before.DecideAgainAt);

        var then = ReplicaStepper.Next("new", 1, 0, [waiting], Now.AddSeconds(4));
        Assert.Equal([new ReplicaStep.Start("n1")], then.Now);
        Assert.Null(then.DecideAgainAt);
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(3, 3, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(2, 5, 1)]
    [InlineData(5, 2, 1)]
    [InlineData(5, 2, 0)]
    [InlineData(1, 4, 0)]
    public void A_whole_rollout_ends_and_never_breaks_its_promises(int older, int wanted, int surge)
    {
        List<SteppedReplica> replicas = [.. Enumerable.Range(1, older).Select(number => Replica($"o{number}", ReplicaActivity.Ready))];
        var atMost = Math.Max(older, wanted) + surge;
        var atLeast = Math.Min(older, surge > 0 ? wanted : wanted - 1);
        var created = 0;

        for (var round = 0; round < 100 && !(replicas.Count == wanted && replicas.TrueForAll(replica => replica is { Template: "new", Ready: true })); round++)
        {
            foreach (var step in ReplicaStepper.Next("new", wanted, surge, replicas, Now).Now)
                Apply(step);
            Assert.InRange(replicas.Count, 0, atMost);
            if (replicas.Exists(replica => replica.Template == "old"))
                Assert.InRange(replicas.Count(replica => replica.Ready), atLeast, atMost);
            Advance();
        }

        Assert.Equal(Enumerable.Repeat("new", wanted), replicas.Select(replica => replica.Template));

        void Apply(ReplicaStep step)
        {
            if (step is ReplicaStep.Stop stop)
                replicas[replicas.FindIndex(replica => replica.Name == stop.Name)] = Replica(stop.Name, ReplicaActivity.Leaving);
            else
                replicas.Add(Replica($"n{++created}", ReplicaActivity.Unready));
        }

        void Advance()
        {
            // Only one thing happens between two decisions: an end, or else somebody becoming ready.
            if (replicas.RemoveAll(replica => replica.Leaving) == 0 && replicas.FindIndex(replica => !replica.Ready) is >= 0 and var next)
                replicas[next] = replicas[next] with { Activity = ReplicaActivity.Ready };
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(1000, 60)]
    public void Each_failure_in_a_row_doubles_the_wait_up_to_a_minute(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), BackOff.After(failures));

    [Theory]
    [InlineData(null, 5)]
    [InlineData(9, 5)]
    [InlineData(10, 1)]
    public void Ten_minutes_of_readiness_forgive_the_failures_before(int? readyForMinutes, int counted) =>
        Assert.Equal(counted, BackOff.CountWith(before: 4, readyForMinutes is { } minutes ? Now.AddMinutes(-minutes) : null, Now));

    private static void Decides(int wanted, int surge, string replicas, string steps)
    {
        var seen = replicas.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();

        var decided = ReplicaStepper.Next("new", wanted, surge, seen, Now).Now;

        Assert.Equal(steps, string.Join(", ", decided.Select(Describe)));
    }

    private static SteppedReplica Parse(string text) => text.Split(':') is [var name, var activity]
        ? Replica(name, Enum.Parse<ReplicaActivity>(activity, ignoreCase: true))
        : throw new ArgumentException(text);

    private static SteppedReplica Replica(string name, ReplicaActivity activity) =>
        new(name, name[0] == 'n' ? "new" : "old", activity, int.Parse(name[1..], System.Globalization.CultureInfo.InvariantCulture));

    private static string Describe(ReplicaStep step) => step switch
    {
        ReplicaStep.Start start => $"start {start.Name}",
        ReplicaStep.Stop stop => $"stop {stop.Name}",
        _ => "create",
    };
}
