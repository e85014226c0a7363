using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Local.Processes;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Processes;

/// <summary>What a deployment failed for is the same before a restart of the portal and at the first look after it.</summary>
public sealed class ReasonAfterRestartTests
{
    private static readonly CancellationToken Stop = CancellationToken.None;
    private static readonly TimeSpan Deadline = ASpec.Usual.Deadline;

    public static TheoryData<FailureReason, WorkloadTemplate, bool> Failing()
    {
        var silent = ProcessLab.Template(ProcessLab.Shell, "silentaaaa", new EnvVariable("SCRIPT", "exec sleep 1000"));
        var crashing = ProcessLab.Template(ProcessLab.Shell, "crashingaa", new EnvVariable("SCRIPT", "exit 3"));
        var noCommand = ProcessLab.Template(ProcessLab.NoCommand, "nocommanda");
        return new TheoryData<FailureReason, WorkloadTemplate, bool>
        {
            { FailureReason.StartFailed, noCommand, false },
            { FailureReason.StartFailed, noCommand, true },
            { FailureReason.NotReady, silent, false },
            { FailureReason.NotReady, silent, true },
            { FailureReason.Crashed, crashing, false },
            { FailureReason.Crashed, crashing, true },
        };
    }

    [Theory]
    [MemberData(nameof(Failing), DisableDiscoveryEnumeration = true)]
    public async Task The_reason_stays(FailureReason reason, WorkloadTemplate template, bool inOrder)
    {
        await using var lab = await ProcessLab.OpenAsync();
        var deployment = ADeployment.Named().WithLastChange(AChange.Of(ChangeAction.Created).WithTime(DateTimeOffset.UtcNow));
        await lab.ApplyAsync(template);
        var seen = await lab.SeenAsync(seen => StatusAfter(deployment, template, seen).Failure?.Reason == reason, $"{reason}");
        deployment = deployment with { Status = StatusAfter(deployment, template, seen) };

        if (inOrder)
            await lab.Runtime.StopAsync(Stop);
        else
            await lab.CrashPortalAsync();
        await lab.StartPortalAsync();
        var first = await lab.Runtime.ObserveAsync(ProcessLab.Key, Stop);

        Assert.Null(first.UnknownBecause);
        Assert.Equal(reason, StatusAfter(deployment, template, first).Failure?.Reason);
    }

    [Fact]
    public async Task A_reason_goes_as_soon_as_the_model_runs_and_does_not_come_back_with_a_restart()
    {
        await using var lab = await ProcessLab.OpenAsync();
        await lab.ApplyAsync(ProcessLab.Template(ProcessLab.NoCommand, "nocommanda"));
        await lab.SeenAsync(seen => seen.Replicas is [{ Problem: not null }], "a problem");
        await lab.CrashPortalAsync();
        lab.Options = lab.Options with
        {
            Images = new Dictionary<string, LocalImage>(lab.Options.Images) { [ProcessLab.NoCommand] = lab.Options.Images[ProcessLab.Server] },
        };
        await lab.StartPortalAsync();
        Assert.Null((await lab.ReadyAsync())[0].Problem);

        await lab.CrashPortalAsync();
        await lab.StartPortalAsync();

        Assert.Null((await lab.Runtime.ObserveAsync(ProcessLab.Key, Stop)).Replicas[0].Problem);
    }

    /// <summary>As the controller assesses it once the deadline has passed.</summary>
    private static DeploymentStatus StatusAfter(Deployment deployment, WorkloadTemplate template, Observation seen)
    {
        var plan = new Plan { Step = new RuntimeStep.Keep(), Template = template.Hash };
        return Assessor.Assess(deployment, plan, seen, new RuntimeAnswer.Accepted(), DateTimeOffset.UtcNow + Deadline).Status;
    }
}
