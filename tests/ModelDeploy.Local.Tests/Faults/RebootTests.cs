using System.Diagnostics;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Supervisor.Protocol;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Faults;

/// <summary>The machine was started anew: nothing of before runs, and the numbers of its processes belong to others.</summary>
public sealed class RebootTests
{
    [Fact]
    public async Task Everything_comes_back_and_no_unrelated_process_is_touched()
    {
        await using var lab = await FaultLab.OpenAsync(options => options with { StopGrace = TimeSpan.FromHours(1) });
        await lab.CreateAsync(FaultLab.Tiny().WithReplicas(2));
        await lab.CreateAsync(FaultLab.Script("exec perl -e '$deaf = 1; do $ENV{MODEL}'"), "leaving");
        var before = await lab.InPhaseAsync(DeploymentPhase.Deployed);
        await lab.InPhaseAsync(DeploymentPhase.Deployed, "leaving");
        await lab.StopAsync("leaving");
        await lab.SeenAsync(deployment => deployment.Status.Replicas is [{ Ready: false }], "it to leave", "leaving");
        await lab.EndPortalAsync();
        await using var stranger = await Stranger.StartAsync();

        LosePower(lab);
        foreach (var replica in lab.Replicas())
            ClaimToBe(stranger.Identity, replica);
        await lab.StartPortalAsync();

        var after = await lab.InPhaseAsync(DeploymentPhase.Deployed);
        await lab.InPhaseAsync(DeploymentPhase.Stopped, "leaving");
        Assert.Null(after.Status.Failure);
        Assert.Equal(before.Status.Replicas.Select(replica => replica.Name), after.Status.Replicas.Select(replica => replica.Name));
        Assert.DoesNotContain(after.Status.Replicas, replica => lab.StateOf(replica.Name).Model == stranger.Identity);
        Assert.True(await stranger.WasLeftAloneAsync());
    }

    private static void LosePower(FaultLab lab)
    {
        foreach (var process in lab.Processes.Find())
            process.Identity.KillGroup();
    }

    /// <summary>Makes the notes of a replica those of an earlier boot, in which its processes had the numbers that somebody has now.</summary>
    private static void ClaimToBe(ProcessIdentity somebody, ReplicaFiles replica)
    {
        var earlier = somebody with { Boot = "an-earlier-boot" };
        replica.WriteState(replica.ReadState()! with { Supervisor = earlier, Model = earlier });
    }

    /// <summary>A process that is not ours; leads a group of its own and writes down every signal.</summary>
    private sealed class Stranger : IAsyncDisposable
    {
        private readonly Process _process;

        private Stranger(Process process, ProcessIdentity identity) => (_process, Identity) = (process, identity);

        public ProcessIdentity Identity { get; }

        public static async Task<Stranger> StartAsync()
        {
            var start = new ProcessStartInfo("perl") { RedirectStandardOutput = true, RedirectStandardInput = true };
            start.ArgumentList.Add("-e");
            start.ArgumentList.Add("$| = 1; setpgrp(0, 0); for my $s (qw(TERM HUP INT USR1)) { $SIG{$s} = sub { print \"$s\\n\" } } print \"ready\\n\"; 1 while <STDIN>; print \"end\\n\"");
            var process = Process.Start(start)!;
            Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());
            return new Stranger(process, ProcessIdentity.Of(process.Id)!);
        }

        public async Task<bool> WasLeftAloneAsync()
        {
            _process.StandardInput.Close();
            return await _process.StandardOutput.ReadToEndAsync() == "end\n";
        }

        public async ValueTask DisposeAsync()
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }
}
