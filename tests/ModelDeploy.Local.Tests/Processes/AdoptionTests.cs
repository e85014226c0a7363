using System.Diagnostics;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Local.Processes.Replicas;
using ModelDeploy.Supervisor.Protocol;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Processes;

/// <summary>A portal comes and goes; replicas do not care.</summary>
public sealed class AdoptionTests
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public async Task After_a_crash_of_the_portal_the_same_process_is_found_ready()
    {
        await using var lab = await ProcessLab.OpenAsync();
        await lab.ApplyAsync(ProcessLab.Template(ProcessLab.Server, "aaaaa11111"));
        var before = (await lab.ReadyAsync())[0];
        var process = StateOf(lab, before).Model!;

        await lab.CrashPortalAsync();
        Assert.True(process.IsAlive);
        await lab.StartPortalAsync();

        var first = await lab.Runtime.ObserveAsync(ProcessLab.Key, Stop);
        Assert.Equal([before], first.Replicas);
        Assert.Equal(process, StateOf(lab, before).Model);
        Assert.Equal([ProcessLab.Key], await lab.Runtime.ListAsync(Stop));
    }

    [Fact]
    public async Task What_is_asked_while_a_start_still_reads_the_disk_is_not_forgotten()
    {
        await using var lab = await ProcessLab.OpenAsync();
        // A large one takes long to read.
        var template = ProcessLab.Template(ProcessLab.Shell, "aaaaa11111", new EnvVariable("SCRIPT", new string('x', 2_000_000)));
        var noted = new NotedWorkload(new Workload { Uid = Guid.Empty, Group = "demo", Template = template, Replicas = 0, Surge = 0 }, Removing: false);
        for (var round = 1; round <= 50; round++)
        {
            await lab.CrashPortalAsync();
            new DeploymentDirectory(lab.Directory, ASecretCipher.Open).WriteWorkload(noted);
            await lab.StartPortalAsync();

            await lab.Runtime.RemoveAsync(ProcessLab.Key, Stop);

            await lab.SeenAsync(seen => !seen.Exists, $"nothing left in round {round}");
        }
    }

    [Fact]
    public async Task What_ended_while_there_was_no_portal_is_told_and_started_again()
    {
        await using var lab = await ProcessLab.OpenAsync();
        await lab.RunScriptAsync("echo running; exec sleep 1000");
        await lab.LineAsync("running");
        var replica = (await lab.SeenAsync(seen => seen.Replicas.Count == 1, "a replica")).Replicas[0];
        var process = StateOf(lab, replica);

        await lab.CrashPortalAsync();
        process.Model!.KillGroup();
        await Eventually.TrueAsync(() => !process.Supervisor.IsAlive, "the supervisor to end");
        await lab.StartPortalAsync();

        var seen = await lab.SeenAsync(seen => seen.Replicas is [{ Restarts: 1 }], "a restart");
        Assert.Equal(("SIGKILL", null, false), (seen.Exits[0].Signal, seen.Exits[0].ExitCode, seen.Exits[0].WasReady));
        Assert.Equal(["running"], seen.Exits[0].LastLines);
        Assert.Equal(replica.Name, seen.Replicas[0].Name);
    }

    [Fact]
    public async Task Exits_are_remembered_over_a_crash_of_the_portal()
    {
        await using var lab = await ProcessLab.OpenAsync();
        await lab.RunScriptAsync("exit 4");
        var before = (await lab.SeenAsync(seen => seen.Exits.Count > 0, "an exit")).Exits;

        await lab.CrashPortalAsync();
        await lab.StartPortalAsync();

        var after = (await lab.SeenAsync(seen => seen.Exits.Count >= before.Count, "the exit again")).Exits;
        Assert.Equal(before[0], after[0]);
    }

    [Fact]
    public async Task A_shutdown_in_order_ends_all_replicas_and_the_next_start_brings_them_back_without_calling_it_a_crash()
    {
        await using var lab = await ProcessLab.OpenAsync();
        await lab.ApplyAsync(ProcessLab.Template(ProcessLab.Server, "aaaaa11111"), replicas: 2);
        var before = await lab.ReadyAsync(2);
        var processes = before.Select(replica => StateOf(lab, replica)).ToList();

        await lab.Runtime.StopAsync(Stop);
        Assert.All(processes, state => Assert.False(state.Supervisor.IsAlive || state.Model!.IsAlive));
        Assert.NotNull((await lab.Runtime.ObserveAsync(ProcessLab.Key, Stop)).UnknownBecause);

        await lab.StartPortalAsync();
        var after = await lab.ReadyAsync(2);
        Assert.Equal(before.Select(replica => replica.Name), after.Select(replica => replica.Name));
        Assert.Empty((await lab.Runtime.ObserveAsync(ProcessLab.Key, Stop)).Exits);
    }

    [Fact]
    public async Task A_shutdown_that_keeps_replicas_leaves_them_running()
    {
        await using var lab = await ProcessLab.OpenAsync(options => options with { KeepReplicasOnShutdown = true });
        await lab.ApplyAsync(ProcessLab.Template(ProcessLab.Server, "aaaaa11111"));
        var process = StateOf(lab, (await lab.ReadyAsync())[0]).Model!;

        await lab.Runtime.StopAsync(Stop);

        Assert.True(process.IsAlive);
        await lab.StartPortalAsync();
        Assert.Equal(process, StateOf(lab, (await lab.ReadyAsync())[0]).Model);
    }

    [Fact]
    public async Task A_removal_goes_on_after_a_crash_of_the_portal()
    {
        await using var lab = await ProcessLab.OpenAsync();
        await lab.RunScriptAsync("trap '' TERM; echo deaf; while :; do sleep 1; done");
        await lab.LineAsync("deaf");
        var process = StateOf(lab, (await lab.SeenAsync(seen => seen.Replicas.Count == 1, "a replica")).Replicas[0]);

        await lab.Runtime.RemoveAsync(ProcessLab.Key, Stop);
        await lab.SeenAsync(seen => seen.Replicas is [{ State: ReplicaState.Stopping }], "the removal to begin");
        await lab.CrashPortalAsync();
        await lab.StartPortalAsync();

        await lab.SeenAsync(seen => !seen.Exists, "nothing left");
        Assert.False(process.Model!.IsAlive || process.Supervisor.IsAlive);
        Assert.False(Directory.Exists(lab.Directory));
    }

    [Fact]
    public async Task When_the_supervisor_is_killed_the_orphaned_model_is_ended_and_the_replica_starts_again()
    {
        await using var lab = await ProcessLab.OpenAsync();
        await lab.ApplyAsync(ProcessLab.Template(ProcessLab.Server, "aaaaa11111"));
        var replica = (await lab.ReadyAsync())[0];
        var orphan = StateOf(lab, replica);

        Process.GetProcessById(orphan.Supervisor.Pid).Kill();

        var seen = await lab.SeenAsync(seen => seen.Replicas is [{ Ready: true, Restarts: 1 }], "a restart");
        Assert.False(orphan.Model!.IsAlive);
        Assert.Equal(("SIGKILL", true), (seen.Exits[0].Signal, seen.Exits[0].WasReady));
    }

    private static StateFile StateOf(ProcessLab lab, ReplicaObservation replica) =>
        new ReplicaFiles(Path.Combine(lab.Directory, replica.Name)).ReadState()!;
}
