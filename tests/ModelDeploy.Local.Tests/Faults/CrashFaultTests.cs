using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Local.Processes;
using ModelDeploy.Supervisor.Protocol;
using ModelDeploy.TestHost;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Faults;

/// <summary>Models that end, in every way in which they can: what people read, what goes on, and that it heals.</summary>
public sealed class CrashFaultTests
{
    private const string ReadTheLog = "Read the log of the replica";
    private const string CheckTheCommand = "Check the image's command line, its working directory and its permissions.";

    [Fact]
    public async Task Of_two_replicas_one_that_is_killed_comes_back_and_the_other_serves_meanwhile()
    {
        await using var lab = await FaultLab.OpenAsync();
        await lab.CreateAsync(FaultLab.Tiny().WithReplicas(2));
        var replicas = (await lab.InPhaseAsync(DeploymentPhase.Deployed)).Status.Replicas;
        var (victim, other) = (lab.StateOf(replicas[0].Name).Model!, lab.StateOf(replicas[1].Name).Model!);

        victim.KillGroup();
        var meanwhile = await lab.SeenAsync(deployment => deployment.Status.Available == 1, "one to be lost");

        Assert.Equal((DeploymentPhase.Deploying, "1 of 2 replicas ready", null), (meanwhile.Phase, meanwhile.Status.Message, meanwhile.Status.Failure));
        var after = await lab.InPhaseAsync(DeploymentPhase.Deployed);
        Assert.Equal([1, 0], after.Status.Replicas.Select(replica => replica.Restarts));
        Assert.Equal(other, lab.StateOf(replicas[1].Name).Model);
        Assert.NotEqual(victim, lab.StateOf(replicas[0].Name).Model);
    }

    [Fact]
    public async Task A_model_that_ends_at_once_fails_with_its_exit_code_and_its_last_20_lines()
    {
        await using var lab = await FaultLab.OpenAsync();
        await lab.CreateAsync(FaultLab.Script("i=1; while [ $i -le 30 ]; do echo line $i; i=$((i+1)); done; exit 7"));

        var failure = await lab.FailedAsync(FailureReason.Crashed);

        FailureAssert.Says(
            $"The model exits by itself: it exited {FailureAssert.Often}, last with exit code 7.",
            [.. Enumerable.Range(11, 20).Select(number => $"line {number}")], ReadTheLog, failure);
        await lab.UpdateAsync(_ => FaultLab.Tiny());
        Assert.Null((await lab.InPhaseAsync(DeploymentPhase.Deployed)).Status.Failure);
    }

    [Fact]
    public async Task A_model_that_crashes_after_a_while_fails_with_the_signal_at_the_third_time_and_not_before()
    {
        await using var lab = await FaultLab.OpenAsync();
        await lab.CreateAsync(FaultLab.Script("perl \"$MODEL\" & while [ ! -e crash ]; do sleep 0.05; done; rm crash; echo giving up; kill -SEGV $$"));
        var crash = Path.Combine(lab.WorkOf((await lab.InPhaseAsync(DeploymentPhase.Deployed)).Status.Replicas[0].Name), "crash");

        for (var times = 1; times <= 2; times++)
        {
            await File.WriteAllTextAsync(crash, "");
            var restarts = times;
            var back = await lab.SeenAsync(deployment => deployment.Status is { Phase: DeploymentPhase.Deployed, Replicas: [{ Ready: true } replica] } && replica.Restarts == restarts, "it to be back");
            Assert.Null(back.Status.Failure);
            Assert.StartsWith($"1 replica is ready. A replica exited {(times == 1 ? "once" : "2 times")} in the last", back.Status.Message, StringComparison.Ordinal);
        }
        await File.WriteAllTextAsync(crash, "");
        var failure = await lab.FailedAsync(FailureReason.Crashed);

        Assert.Equal("giving up", failure.Evidence[^1]);
        FailureAssert.Says("The model exits by itself: it exited 3 times in the last 10 minutes, last with signal SIGSEGV.", [.. failure.Evidence], "A library of the model failed below Python or Java", failure);
        await lab.SeenAsync(
            deployment => deployment.Phase is DeploymentPhase.Failed && deployment.Status.Message.EndsWith("1 replica of 1 still serves.", StringComparison.Ordinal),
            "it to be back without being called healthy");
        await lab.UpdateAsync(_ => FaultLab.Tiny());
        Assert.Null((await lab.InPhaseAsync(DeploymentPhase.Deployed)).Status.Failure);
    }

    [Fact]
    public async Task A_model_that_needs_more_memory_than_it_has_fails_for_that_until_it_gets_more()
    {
        const string Hungry = "echo eating; exec perl -e '$eaten = \"x\" x (160 * 1024 * 1024); do $ENV{MODEL}'";
        await using var lab = await FaultLab.OpenAsync();
        await lab.AddInstanceTypeAsync("cpu-mini", 64 << 20);
        await lab.CreateAsync(FaultLab.Script(Hungry).WithInstanceType("cpu-mini"));

        var failure = await lab.FailedAsync(FailureReason.OutOfMemory);

        FailureAssert.Says(
            $"The model needs more memory than its instance type gives (64 MiB); it exited {FailureAssert.Often}.", [.. failure.Evidence],
            "Update the deployment and choose an instance type with more memory.", failure);
        Assert.Contains("eating", failure.Evidence);
        await lab.UpdateAsync(spec => spec.WithInstanceType("cpu-tiny"));
        Assert.Null((await lab.InPhaseAsync(DeploymentPhase.Deployed)).Status.Failure);
    }

    [Theory]
    [InlineData("missing", "command not found")]
    [InlineData("forbidden", "Permission denied")]
    [InlineData("homeless", "the working directory {0} does not exist")]
    public async Task A_command_that_cannot_be_started_is_told_until_it_can(string image, string evidence)
    {
        using var place = new Local.Tests.Store.TempDirectory();
        await File.WriteAllTextAsync(place["forbidden"], "#!/bin/sh\nexec perl \"$MODEL\"\n");
        await using var lab = await FaultLab.OpenAsync(options => options with
        {
            Images = new Dictionary<string, LocalImage>
            {
                ["missing"] = TinyModels.Of(place["missing"]),
                ["forbidden"] = TinyModels.Of(place["forbidden"]),
                ["homeless"] = TinyModels.Of("sh", "-c", "exec perl \"$MODEL\"") with { WorkingDirectory = place["home"] },
            },
        });
        await lab.CreateAsync(ASpec.Usual.WithImage(image));

        var failure = await lab.FailedAsync(FailureReason.StartFailed);

        FailureAssert.Says(
            $"The command {(image == "homeless" ? "sh" : place[image])} could not be started.",
            [string.Format(System.Globalization.CultureInfo.InvariantCulture, evidence, place["home"])], CheckTheCommand, failure);
        File.Copy(place["forbidden"], place["missing"]);
        Directory.CreateDirectory(place["home"]);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in (string[])["missing", "forbidden"])
                File.SetUnixFileMode(place[file], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        Assert.Null((await lab.InPhaseAsync(DeploymentPhase.Deployed)).Status.Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Children_in_sessions_of_their_own_end_with_the_model_however_it_ends(bool crash)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there a supervisor inherits the children of its model.");
        await using var lab = await FaultLab.OpenAsync();
        await lab.CreateAsync(FaultLab.Script("setsid sleep 1000 & (setsid sleep 1000 &); sleep 1000 & exec perl \"$MODEL\""));
        var replica = (await lab.InPhaseAsync(DeploymentPhase.Deployed)).Status.Replicas[0].Name;
        var family = lab.Processes.Models();
        Assert.Equal(4, family.Count);

        if (crash)
        {
            Assert.True(lab.StateOf(replica).Model!.Terminate());
            await lab.SeenAsync(deployment => deployment.Status.Replicas is [{ Ready: true, Restarts: 1 }], "a restart");
        }
        else
        {
            await lab.StopAsync();
            await lab.InPhaseAsync(DeploymentPhase.Stopped);
        }

        Assert.All(family, process => Assert.False(process.Identity.IsAlive, process.ToString()));
        Assert.Equal(crash ? 4 : 0, lab.Processes.Models().Count);
    }

    [Fact]
    public async Task A_model_that_ignores_the_request_to_end_is_killed_after_its_grace()
    {
        await using var lab = await FaultLab.OpenAsync(options => options with { StopGrace = TimeSpan.FromMilliseconds(500) });
        await lab.CreateAsync(FaultLab.Script("exec perl -e '$deaf = 1; do $ENV{MODEL}'"));
        await lab.InPhaseAsync(DeploymentPhase.Deployed);

        await lab.StopAsync();
        var stopped = await lab.InPhaseAsync(DeploymentPhase.Stopped);

        Assert.Null(stopped.Status.Failure);
        Assert.Empty(lab.Processes.Find());
    }
}
