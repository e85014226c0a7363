using System.Net;
using System.Net.Sockets;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Logs;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Local.Processes;
using ModelDeploy.Supervisor.Protocol;
using ModelDeploy.TestKit;

namespace ModelDeploy.Local.Tests.Processes;

/// <summary>What can go wrong with a process, on real ones.</summary>
public sealed class ProcessRuntimeTests
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public async Task A_signal_that_ends_a_model_is_told_by_its_name()
    {
        await using var lab = await ProcessLab.OpenAsync();
        await lab.RunScriptAsync("echo before; kill -SEGV $$");

        var exit = (await lab.SeenAsync(seen => seen.Exits.Count > 0, "an exit")).Exits[0];

        Assert.Equal(("SIGSEGV", null), (exit.Signal, exit.ExitCode));
        Assert.Equal(["before"], exit.LastLines);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_a_certain_problem_and_no_crash()
    {
        await using var lab = await ProcessLab.OpenAsync();
        await lab.ApplyAsync(ProcessLab.Template(ProcessLab.NoCommand, "aaaaa11111"));

        var seen = await lab.SeenAsync(seen => seen.Replicas is [{ Problem: not null }], "a problem");

        var problem = seen.Replicas[0].Problem!;
        Assert.Equal((FailureReason.StartFailed, true), (problem.Failure.Reason, problem.Certain));
        Assert.Equal(["command not found"], problem.Failure.Evidence);
        Assert.Empty(seen.Exits);
    }

    [Fact]
    public async Task An_unknown_image_is_refused_with_the_names_that_exist()
    {
        await using var lab = await ProcessLab.OpenAsync();

        var refused = Assert.IsType<RuntimeAnswer.Rejected>(await lab.ApplyAsync(ProcessLab.Template("test/missing:1.0", "aaaaa11111")));

        Assert.Contains(ProcessLab.Server, refused.Failure.NextStep, StringComparison.Ordinal);
        Assert.Equal(Observation.Nothing, await lab.Runtime.ObserveAsync(ProcessLab.Key, Stop));
    }

    [Fact]
    public async Task A_model_that_takes_more_memory_than_it_has_is_ended_for_that()
    {
        await using var lab = await ProcessLab.OpenAsync();
        // The shell doubles a text to 256 MiB and keeps it.
        await lab.RunScriptAsync(
            "text=xxxxxxxxxxxxxxxx; i=0; while [ $i -lt 24 ]; do text=$text$text; i=$((i+1)); done; sleep 1000", memory: 64 * 1024 * 1024);

        var exit = (await lab.SeenAsync(seen => seen.Exits.Count > 0, "an exit")).Exits[0];

        Assert.Equal((true, "SIGKILL"), (exit.OutOfMemory, exit.Signal));
    }

    [Fact]
    public async Task Children_that_a_model_leaves_behind_are_ended_with_it()
    {
        await using var lab = await ProcessLab.OpenAsync();
        await lab.RunScriptAsync(
            "sleep 1000 & echo child $!; (sh -c 'echo grandchild $$; exec sleep 1000' &); while [ ! -e go ]; do sleep 0.05; done; exit 5");
        ProcessIdentity[] left =
        [
            ProcessIdentity.Of(int.Parse(await lab.LineAsync("child "), System.Globalization.CultureInfo.InvariantCulture))!,
            ProcessIdentity.Of(int.Parse(await lab.LineAsync("grandchild "), System.Globalization.CultureInfo.InvariantCulture))!,
        ];

        var replica = (await lab.Runtime.ObserveAsync(ProcessLab.Key, Stop)).Replicas[0].Name;
        await File.WriteAllTextAsync(Path.Combine(lab.Directory, replica, "work", "go"), "");

        Assert.Equal(5, (await lab.SeenAsync(seen => seen.Exits.Count > 0, "an exit")).Exits[0].ExitCode);
        Assert.All(left, process => Assert.False(process.IsAlive));
    }

    [Fact]
    public async Task A_model_is_asked_to_end_and_may_finish_its_work()
    {
        await using var lab = await ProcessLab.OpenAsync();
        await lab.RunScriptAsync("trap 'echo finishing; sleep 0.5; echo finished; exit 0' TERM; echo working; while :; do sleep 0.05; done");
        await lab.LineAsync("working");

        // The whole group is asked, so some shells also tell that their sleep was ended.
        Assert.Equal(["working", "finishing", "finished"], (await LogOfReleasedReplicaAsync(lab)).Except(["Terminated"]));
    }

    [Fact]
    public async Task A_ready_replica_that_is_to_go_still_answers_while_it_is_shown_as_leaving()
    {
        await using var lab = await ProcessLab.OpenAsync(options => options with { LeaveDelay = TimeSpan.FromHours(1) });
        await lab.ApplyAsync(ProcessLab.Template(ProcessLab.Server, "leavingaaa"));
        var address = (await lab.ReadyAsync())[0].Address;

        await lab.ApplyAsync(ProcessLab.Template(ProcessLab.Server, "leavingaaa"), replicas: 0);
        var leaving = await lab.SeenAsync(seen => seen.Replicas is [{ State: ReplicaState.Stopping }], "leaving");

        Assert.False(leaving.Replicas[0].Ready);
        using var client = new HttpClient();
        using var answer = await client.GetAsync($"{address}/ready");
        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_model_that_does_not_listen_is_ended_after_its_grace()
    {
        await using var lab = await ProcessLab.OpenAsync(options => options with { StopGrace = TimeSpan.FromMilliseconds(300) });
        await lab.RunScriptAsync("trap '' TERM; echo deaf; while :; do sleep 0.05; done");
        await lab.LineAsync("deaf");

        Assert.Equal(["deaf"], await LogOfReleasedReplicaAsync(lab));
    }

    [Fact]
    public async Task Nothing_of_the_portals_environment_reaches_a_model()
    {
        Environment.SetEnvironmentVariable("ModelDeploy__Oidc__ClientSecret", "canary");
        await using var lab = await ProcessLab.OpenAsync();
        await lab.RunScriptAsync("env; echo that is all; exec sleep 1000");
        await lab.LineAsync("that is all");
        var replica = (await lab.Runtime.ObserveAsync(ProcessLab.Key, Stop)).Replicas[0].Name;

        var text = await File.ReadAllTextAsync(Path.Combine(lab.Directory, replica, "logs", "000001.log"));

        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
        Assert.Contains("SELDON_DEPLOYMENT_ID=deploy-lab", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_with_values_of_variables_are_readable_by_their_owner_only()
    {
        await using var lab = await ProcessLab.OpenAsync();
        await lab.RunScriptAsync("echo running; exec sleep 1000");
        await lab.LineAsync("running");

        var files = Directory.EnumerateFiles(lab.Directory, "*.json", SearchOption.AllDirectories).ToList();
        Assert.True(files.Count >= 4, string.Join(' ', files));
        Assert.All(files, file => Assert.True(IsForItsOwnerOnly(file), file));
    }

    [Fact]
    public async Task Without_a_free_port_that_is_the_problem_until_there_is_one()
    {
        using var somebody = new TcpListener(IPAddress.Loopback, 0);
        somebody.Start();
        var port = ((IPEndPoint)somebody.LocalEndpoint).Port;
        await using var lab = await ProcessLab.OpenAsync(options => options with { Ports = new PortRange(port, port) });
        await lab.ApplyAsync(ProcessLab.Template(ProcessLab.Server, "aaaaa11111"));

        var seen = await lab.SeenAsync(seen => seen.Replicas is [{ Problem: not null }], "a problem");
        Assert.Equal(FailureReason.PortInUse, seen.Replicas[0].Problem!.Failure.Reason);

        somebody.Stop();
        Assert.Null((await lab.ReadyAsync())[0].Problem);
    }

    [Fact]
    public async Task Every_attempt_gets_another_port_so_that_a_lost_race_is_not_lost_again()
    {
        await using var lab = await ProcessLab.OpenAsync();
        await lab.RunScriptAsync("echo port $PORT; exit 98");

        var exits = (await lab.SeenAsync(seen => seen.Exits.Count == 2, "two exits")).Exits;

        Assert.Equal(2, exits.SelectMany(exit => exit.LastLines).Distinct().Count());
    }

    [Fact]
    public async Task A_line_above_16_KiB_is_cut_between_two_characters_with_a_mark()
    {
        await using var lab = await ProcessLab.OpenAsync();
        await lab.RunScriptAsync("printf x; i=0; while [ $i -lt 9000 ]; do printf ü; i=$((i+1)); done; echo; echo next; exec sleep 1000");
        await lab.LineAsync("next");
        var replica = (await lab.Runtime.ObserveAsync(ProcessLab.Key, Stop)).Replicas[0].Name;

        var lines = await lab.Runtime.FollowLogAsync(ProcessLab.Key, replica, tail: 10, after: null, Stop)
            .Where(line => line.Stream is LogStream.Out).Take(2).ToListAsync();

        Assert.Equal(("x" + new string('ü', 8191), true), (lines[0].Text, lines[0].Cut));
        Assert.Equal(("next", false), (lines[1].Text, lines[1].Cut));
    }

    [Fact]
    public async Task A_readiness_check_over_http_says_what_answered()
    {
        await using var lab = await ProcessLab.OpenAsync();
        var template = ProcessLab.Template(ProcessLab.Server, "aaaaa11111") with { Readiness = Readiness.Http("/nowhere") };
        await lab.ApplyAsync(template);

        var seen = await lab.SeenAsync(
            seen => seen.Replicas is [{ Problem.Failure.Evidence: [var evidence] }] && evidence.EndsWith("HTTP 404", StringComparison.Ordinal), "404");
        Assert.Equal((ReplicaState.Starting, false), (seen.Replicas[0].State, seen.Replicas[0].Ready));

        await lab.ApplyAsync(template with { Hash = "bbbbb22222", Readiness = Readiness.Http("/health/ping") });
        await lab.ReadyAsync();
    }

    [Fact]
    public async Task A_log_over_its_cap_loses_its_oldest_lines_only()
    {
        await using var lab = await ProcessLab.OpenAsync(options => options with { LogCapBytes = 100_000 });
        await lab.RunScriptAsync("i=0; while [ $i -lt 20000 ]; do echo line $i of many that fill the log; i=$((i+1)); done; echo all written; exec sleep 1000");
        await lab.LineAsync("all written");

        await Eventually.TrueAsync(
            () => new DirectoryInfo(lab.Directory).EnumerateFiles("*.log", SearchOption.AllDirectories).Sum(file => file.Length) <= 100_000,
            "the log to fit");
        Assert.Equal("", await lab.LineAsync("all written"));
    }

    private static bool IsForItsOwnerOnly(string file) =>
        OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite);

    /// <summary>Releases the only replica and reads its log, which stays: what the model wrote.</summary>
    private static async Task<IReadOnlyList<string>> LogOfReleasedReplicaAsync(ProcessLab lab)
    {
        await lab.RunScriptAsync("", replicas: 0);
        await lab.SeenAsync(seen => seen is { Exists: true, Replicas.Count: 0 }, "no replica");
        var source = Assert.Single(await lab.Runtime.ListLogsAsync(ProcessLab.Key, Stop));
        Assert.False(source.Live);
        return await lab.Runtime.FollowLogAsync(ProcessLab.Key, source.Replica, tail: 100, after: null, Stop)
            .Where(line => line.Stream is not LogStream.Platform)
            .Select(line => line.Text)
            .ToListAsync();
    }
}
