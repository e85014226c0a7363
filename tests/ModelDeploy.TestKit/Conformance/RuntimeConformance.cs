using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Logs;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.TestKit.Conformance;

/// <summary>What every <see cref="IModelRuntime"/> promises. Runs real replicas, so each test takes seconds.</summary>
public abstract class RuntimeConformance
{
    private const string First = "aaaaa11111";
    private const string Second = "bbbbb22222";
    /// <summary>The deployment of every test.</summary>
    protected static readonly DeploymentKey Iris = new("iris-conformance");

    private static readonly CancellationToken Stop = CancellationToken.None;

    /// <summary>The uid of the deployment, where something has to exist that bears it.</summary>
    protected virtual Guid Uid { get; } = new("5c1f5d05-8a25-4b8f-9d26-3b1f0a5a1c11");

    /// <summary>How the line ends that <see cref="Healthy"/> writes; at least four letters.</summary>
    protected virtual string Hello => "hello";

    /// <summary>How the line ends that <see cref="Crashing"/> writes.</summary>
    protected virtual string Goodbye => "goodbye";

    /// <summary>With what code it exits.</summary>
    protected virtual int CrashCode => 3;

    /// <summary>What is told of <see cref="Missing"/>: without a registry, nobody can say that there is no such image.</summary>
    protected virtual FailureReason MissingReason => FailureReason.ImageNotFound;

    /// <summary>Whether the log of every run that ended can be read; else of the newest alone, and whoever looks late has missed those before.</summary>
    protected virtual bool KeepsEveryLog => true;

    /// <summary>A running runtime that holds nothing, the same one throughout a test.</summary>
    protected abstract IModelRuntime Runtime { get; }

    /// <summary>A template of a model that soon becomes ready and writes one line that ends in <see cref="Hello"/>.</summary>
    protected abstract WorkloadTemplate Healthy(string hash);

    /// <summary>A template of a model that never becomes ready, writes a line that ends in <see cref="Goodbye"/> and exits with <see cref="CrashCode"/>.</summary>
    protected abstract WorkloadTemplate Crashing(string hash);

    /// <summary>A template of a model that runs and never becomes ready.</summary>
    protected abstract WorkloadTemplate NeverReady(string hash);

    /// <summary>A template of an image that does not exist.</summary>
    protected abstract WorkloadTemplate Missing(string hash);

    [Fact]
    public async Task Nothing_is_seen_of_what_was_never_applied()
    {
        Assert.Equal(Observation.Nothing, await Runtime.ObserveAsync(Iris, Stop));
        Assert.Empty(await Runtime.ListAsync(Stop));
        Assert.Empty(await Runtime.ListLogsAsync(Iris, Stop));
    }

    [Fact]
    public async Task An_applied_workload_becomes_ready_and_has_addresses()
    {
        await ApplyAsync(Healthy(First), replicas: 2);

        var seen = await SeenAsync(now => now.Replicas.Count(replica => replica.Ready) == 2, "two ready replicas");
        Assert.All(seen.Replicas, replica => Assert.Equal((ReplicaState.Running, First), (replica.State, replica.Template)));
        Assert.Equal(2, seen.Replicas.Select(replica => replica.Address).OfType<string>().Distinct().Count());
        Assert.Equal([Iris], await Runtime.ListAsync(Stop));
    }

    [Fact]
    public async Task What_running_replicas_use_is_measured_and_nothing_of_what_does_not_run()
    {
        Assert.Empty(await Runtime.MeasureAsync(Iris, Stop));
        await ApplyAsync(Healthy(First), replicas: 2);
        var seen = await SeenAsync(now => now.Replicas.Count(replica => replica.Ready) == 2, "two ready replicas");

        var usage = await Runtime.MeasureAsync(Iris, Stop);
        await Eventually.TrueAsync(async () => (usage = await Runtime.MeasureAsync(Iris, Stop)).Count == 2, "both are measured");

        Assert.Equal(seen.Replicas.Select(replica => replica.Name), usage.Select(replica => replica.Replica).Order(StringComparer.Ordinal));
        Assert.All(usage, replica => Assert.InRange(replica.Memory, 100_000, 4L << 30));
    }

    [Fact]
    public async Task An_observation_says_whether_what_was_applied_is_taken_up_and_how_many_it_asks_for()
    {
        await ApplyAsync(Healthy(First), replicas: 2);
        var atOnce = await Runtime.ObserveAsync(Iris, Stop);
        await SeenAsync(now => now is { Behind: false, Wanted: 2, Replicas.Count: 2 }, "two wanted and two there");

        await ApplyAsync(Healthy(First), replicas: 0);
        var afterwards = await Runtime.ObserveAsync(Iris, Stop);
        await SeenAsync(now => now is { Behind: false, Wanted: 0, Replicas.Count: 0 }, "none wanted and none there");

        Assert.True(atOnce.Behind || atOnce.Wanted == 2);
        Assert.True(afterwards.Behind || afterwards.Wanted == 0);
    }

    [Fact]
    public async Task A_change_is_told_to_the_watcher()
    {
        await ApplyAsync(Healthy(First), replicas: 1);

        await foreach (var key in Runtime.WatchAsync(Stop))
        {
            Assert.Equal(Iris, key);
            if ((await Runtime.ObserveAsync(key, Stop)).Replicas.Any(replica => replica.Ready))
                break;
        }
    }

    [Fact]
    public async Task Applying_again_changes_nothing()
    {
        await ApplyAsync(Healthy(First), replicas: 1);
        var before = await ReadyAsync(First, 1);

        await ApplyAsync(Healthy(First), replicas: 1);

        Assert.Equal(before.Replicas, (await Runtime.ObserveAsync(Iris, Stop)).Replicas);
    }

    [Fact]
    public async Task Scaling_leaves_what_runs_alone()
    {
        await ApplyAsync(Healthy(First), replicas: 1);
        var one = await ReadyAsync(First, 1);

        await ApplyAsync(Healthy(First), replicas: 2);
        var two = await ReadyAsync(First, 2);
        Assert.Contains(one.Replicas[0], two.Replicas);

        await ApplyAsync(Healthy(First), replicas: 1);
        await ReadyAsync(First, 1);
    }

    [Fact]
    public async Task A_new_template_takes_over_without_a_moment_of_nobody_ready()
    {
        await ApplyAsync(Healthy(First), replicas: 1);
        await ReadyAsync(First, 1);

        await ApplyAsync(Healthy(Second), replicas: 1, surge: 1);
        await Eventually.TrueAsync(async () =>
        {
            var seen = await Runtime.ObserveAsync(Iris, Stop);
            Assert.InRange(seen.Replicas.Count, 1, 2);
            Assert.Contains(seen.Replicas, replica => replica.Ready);
            return seen.Replicas is [{ Template: Second, Ready: true }];
        }, "only the new template");
    }

    [Fact]
    public async Task A_new_template_that_never_becomes_ready_leaves_the_older_one_serving()
    {
        await ApplyAsync(Healthy(First), replicas: 1);
        await ReadyAsync(First, 1);

        await ApplyAsync(NeverReady(Second), replicas: 1, surge: 1);

        var seen = await SeenAsync(now => now.Replicas.Any(replica => replica is { Template: Second, Problem: not null }), "a complaint");
        Assert.Contains(seen.Replicas, replica => replica is { Template: First, Ready: true });
        var problem = seen.Replicas.Single(replica => replica.Template == Second).Problem!;
        Assert.Equal((FailureReason.NotReady, false), (problem.Failure.Reason, problem.Certain));
    }

    [Fact]
    public async Task No_replicas_releases_all_and_they_come_back()
    {
        await ApplyAsync(Healthy(First), replicas: 1);
        await ReadyAsync(First, 1);

        await ApplyAsync(Healthy(First), replicas: 0);
        await SeenAsync(now => now.Replicas.Count == 0, "no replica");

        await ApplyAsync(Healthy(First), replicas: 1);
        await ReadyAsync(First, 1);
    }

    [Fact]
    public async Task Removing_leaves_nothing_and_can_be_repeated()
    {
        await ApplyAsync(Healthy(First), replicas: 1);
        await ReadyAsync(First, 1);

        await Runtime.RemoveAsync(Iris, Stop);
        await SeenAsync(now => !now.Exists, "nothing left");
        await Runtime.RemoveAsync(Iris, Stop);

        Assert.Equal(Observation.Nothing, await Runtime.ObserveAsync(Iris, Stop));
        Assert.Empty(await Runtime.ListAsync(Stop));
    }

    [Fact]
    public async Task An_exit_is_told_with_its_code_and_last_lines()
    {
        await ApplyAsync(Crashing(First), replicas: 1);

        var seen = await SeenAsync(now => now is { Exits: [.., _, { LastLines.Count: > 0 }] }, "two exits, and what the newest one said last");
        Assert.All(seen.Exits, exit => Assert.Equal((First, (int?)CrashCode, false, false), (exit.Template, exit.ExitCode, exit.OutOfMemory, exit.WasReady)));
        Assert.All(seen.Exits.Where(exit => KeepsEveryLog || exit.LastLines.Count > 0), exit => Assert.Contains(exit.LastLines, line => line.EndsWith(Goodbye, StringComparison.Ordinal)));
        Assert.True((await SeenAsync(now => now.Replicas[0].Restarts > 0, "a restart")).Replicas is [{ Ready: false }]);
    }

    [Fact]
    public async Task A_replica_says_since_when_it_is_in_its_state()
    {
        await ApplyAsync(Healthy(First), replicas: 1);
        var ready = (await ReadyAsync(First, 1)).Replicas[0];

        await ApplyAsync(Crashing(Second), replicas: 1);
        var crashed = await SeenAsync(
            now => now is { Exits.Count: > 0, Replicas: [{ Template: Second, State: ReplicaState.Waiting }] }, "one that waits to be started again");

        Assert.True(ready.Since >= ready.CreatedAt); // some tell the time in full seconds
        Assert.True(crashed.Replicas[0].Since >= crashed.Exits[^1].At);
    }

    [Fact]
    public async Task An_image_that_does_not_exist_is_told_as_such()
    {
        var answer = await Runtime.ApplyAsync(Iris, Workload(Missing(First), replicas: 1, surge: 0), Stop);

        var reason = answer is RuntimeAnswer.Rejected refused
            ? refused.Failure.Reason
            : (await SeenAsync(now => now.Replicas.Any(replica => replica.Problem is { Certain: true }), "a problem"))
                .Replicas[0].Problem!.Failure.Reason;
        Assert.Equal(MissingReason, reason);
    }

    [Fact]
    public async Task A_log_is_followed_until_its_replica_is_gone()
    {
        await ApplyAsync(Healthy(First), replicas: 1);
        var replica = (await ReadyAsync(First, 1)).Replicas[0].Name;
        Assert.Contains(new LogSource(replica, Live: true), await Runtime.ListLogsAsync(Iris, Stop));

        List<LogLine> lines = [];
        await foreach (var line in Runtime.FollowLogAsync(Iris, replica, tail: 1000, after: null, Stop))
        {
            lines.Add(line);
            if (SaysHello(line))
                await ApplyAsync(Healthy(First), replicas: 0);
        }

        Assert.Contains(lines, line => SaysHello(line) && (line.Stream, line.Replica) == (LogStream.Out, replica));
        Assert.Equal(lines.OrderBy(line => line.Position), lines);
        Assert.Equal(lines.Count, lines.Select(line => line.Position).Distinct().Count());
    }

    [Fact]
    public async Task What_was_logged_can_be_read_again_from_either_end()
    {
        await ApplyAsync(Healthy(First), replicas: 1);
        var replica = (await ReadyAsync(First, 1)).Replicas[0].Name;
        await foreach (var line in Runtime.FollowLogAsync(Iris, replica, tail: 1000, after: null, Stop))
        {
            if (SaysHello(line))
                break;
        }

        var all = await ReadLogAsync(replica, LogFilter.None, newestFirst: false);
        var hello = Assert.Single(all, SaysHello);
        Assert.Equal(all.OrderBy(line => line.Position), all);
        Assert.Equal(all.Select(line => line.Position), (await ReadLogAsync(replica, LogFilter.None, newestFirst: true)).Select(line => line.Position).Reverse().Take(all.Count));
        Assert.Contains(hello, await ReadLogAsync(replica, new LogFilter(Hello[..4].ToUpperInvariant()), newestFirst: true));
        Assert.Empty(await ReadLogAsync(replica, new LogFilter("nobody says that"), newestFirst: true));
        Assert.DoesNotContain(hello, await ReadLogAsync(replica, LogFilter.None, newestFirst: true, hello.Position));
        Assert.Empty(await ReadLogAsync("nobody", LogFilter.None, newestFirst: true));
    }

    /// <summary>Applies and expects to be heard.</summary>
    protected async Task ApplyAsync(WorkloadTemplate template, int replicas, int surge = 0) =>
        Assert.IsType<RuntimeAnswer.Accepted>(await Runtime.ApplyAsync(Iris, Workload(template, replicas, surge), Stop));

    private ValueTask<List<LogLine>> ReadLogAsync(string replica, LogFilter filter, bool newestFirst, LogPosition? before = null) =>
        Runtime.ReadLogAsync(Iris, replica, new LogReading(new LogMatcher(filter), before, newestFirst), Stop).ToListAsync(Stop);

    private Task<Observation> ReadyAsync(string template, int count) => SeenAsync(
        now => now.Replicas.Count == count && now.Replicas.All(replica => replica.Ready && replica.Template == template),
        $"{count} ready replicas of {template} and no other");

    private Task<Observation> SeenAsync(Func<Observation, bool> condition, string what) => Eventually.SomeAsync(async () =>
    {
        var seen = await Runtime.ObserveAsync(Iris, Stop);
        return seen.UnknownBecause is null && condition(seen) ? seen : null;
    }, what);

    private bool SaysHello(LogLine line) => line.Text.EndsWith(Hello, StringComparison.Ordinal);

    private Workload Workload(WorkloadTemplate template, int replicas, int surge) => new()
    {
        Uid = Uid,
        Group = "demo",
        Template = template,
        Replicas = replicas,
        Surge = surge,
    };
}
