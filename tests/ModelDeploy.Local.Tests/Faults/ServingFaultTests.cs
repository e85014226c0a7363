using System.Net;
using System.Net.Sockets;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Local.Processes;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Faults;

/// <summary>Models that run and do not serve: hung, without a port, too late.</summary>
public sealed class ServingFaultTests
{
    private static readonly TimeSpan Shortest = SpecLimits.MinDeadline;

    [Fact]
    public async Task A_replica_that_hangs_takes_no_requests_fails_at_the_deadline_and_heals_when_it_answers_again()
    {
        await using var lab = await FaultLab.OpenAsync();
        await lab.CreateAsync(FaultLab.Tiny().WithReplicas(2).WithDeadline(Shortest) with { Readiness = Readiness.Http("/health") });
        var replica = (await lab.InPhaseAsync(DeploymentPhase.Deployed)).Status.Replicas[0];
        var hang = Path.Combine(lab.WorkOf(replica.Name), "hang");

        await File.WriteAllTextAsync(hang, "");
        var meanwhile = await lab.SeenAsync(deployment => deployment.Status.Available == 1, "it to be taken out");
        Assert.Equal((DeploymentPhase.Deploying, "1 of 2 replicas ready"), (meanwhile.Phase, meanwhile.Status.Message));
        Assert.Equal((false, ReplicaState.Running), (meanwhile.Status.Replicas[0].Ready, meanwhile.Status.Replicas[0].State));
        var failure = await lab.FailedAsync(FailureReason.NotReady);

        FailureAssert.Says(
            "The model runs, but its readiness check fails.",
            [$"GET /health on port {new Uri(replica.Address!).Port}: no answer within 1 s"],
            "Check that the model listens on the port in PORT and answers the readiness check", failure);
        Assert.EndsWith(" 1 replica of 2 still serves.", (await lab.ReadAsync())!.Status.Message, StringComparison.Ordinal);
        File.Delete(hang);
        var healed = await lab.InPhaseAsync(DeploymentPhase.Deployed);
        Assert.Equal((null, 0), (healed.Status.Failure, healed.Status.Replicas[0].Restarts));
    }

    [Fact]
    public async Task A_replica_that_answers_with_an_error_is_told_with_what_it_answered()
    {
        await using var lab = await FaultLab.OpenAsync();
        await lab.CreateAsync(FaultLab.Script("touch sick; exec perl \"$MODEL\"").WithDeadline(Shortest) with { Readiness = Readiness.Http("/health") });

        var failure = await lab.FailedAsync(FailureReason.NotReady);

        Assert.EndsWith(": HTTP 503", Assert.Single(failure.Evidence), StringComparison.Ordinal);
        File.Delete(Path.Combine(lab.WorkOf((await lab.ReadAsync())!.Status.Replicas[0].Name), "sick"));
        await lab.InPhaseAsync(DeploymentPhase.Deployed);
    }

    [Fact]
    public async Task An_older_replica_that_does_not_go_is_told_and_no_failure_after_the_deadline_either()
    {
        await using var lab = await FaultLab.OpenAsync(options => options with { StopGrace = TimeSpan.FromHours(1) });
        await lab.CreateAsync(FaultLab.Script("exec perl -e '$deaf = 1; do $ENV{MODEL}'"));
        var older = (await lab.InPhaseAsync(DeploymentPhase.Deployed)).Status.Replicas[0].Name;

        await lab.UpdateAsync(_ => FaultLab.Tiny().WithDeadline(Shortest));
        var past = (await lab.SeenAsync(
            deployment => DateTimeOffset.UtcNow > deployment.LastChange.At + Shortest + TimeSpan.FromSeconds(2), "past its deadline")).Status;

        Assert.Equal((DeploymentPhase.Deploying, null), (past.Phase, past.Failure));
        Assert.Equal("1 of 1 replica ready, 1 of an older revision left", past.Message);
        lab.StateOf(older).Model!.KillGroup();
        Assert.Null((await lab.InPhaseAsync(DeploymentPhase.Deployed)).Status.Failure);
    }

    [Fact]
    public async Task Ports_that_somebody_else_has_are_passed_over()
    {
        using var somebody = new Occupied(2);
        await using var lab = await FaultLab.OpenAsync(options => options with { Ports = somebody.RangeWithOneMore });

        await lab.CreateAsync(FaultLab.Tiny());

        var serving = await lab.InPhaseAsync(DeploymentPhase.Deployed);
        Assert.Equal(somebody.RangeWithOneMore.Last, new Uri(serving.Status.Replicas[0].Address!).Port);
    }

    [Fact]
    public async Task When_all_ports_are_taken_that_is_told_until_one_is_free()
    {
        using var somebody = new Occupied(2);
        await using var lab = await FaultLab.OpenAsync(options => options with { Ports = somebody.Range });
        await lab.CreateAsync(FaultLab.Tiny());

        var failure = await lab.FailedAsync(FailureReason.PortInUse);

        FailureAssert.Says(
            "No free port was found for the model.", [$"Every port of {somebody.Range} is taken."],
            "Free ports in the configured range, or ask an administrator to widen it", failure);
        somebody.Dispose();
        Assert.Null((await lab.InPhaseAsync(DeploymentPhase.Deployed)).Status.Failure);
    }

    [Fact]
    public async Task A_port_that_is_lost_to_somebody_else_at_the_last_moment_is_tried_again_with_another_one()
    {
        await using var lab = await FaultLab.OpenAsync();
        // The first attempt meets somebody who was faster: another listener on its port.
        await lab.CreateAsync(FaultLab.Script(
            "[ -e tried ] && exec perl \"$MODEL\"; touch tried; perl \"$MODEL\" > first & while ! grep -q listening first; do sleep 0.02; done; exec perl \"$MODEL\""));

        var deployed = await lab.SeenAsync(deployment => deployment.Phase is DeploymentPhase.Deployed && deployment.Status.Replicas[0].Restarts == 1, "it to be tried again");

        Assert.Null(deployed.Status.Failure);
    }

    /// <summary>Neighbouring ports that somebody listens on, with a free one after them.</summary>
    private sealed class Occupied : IDisposable
    {
        private readonly List<TcpListener> _listeners = [];

        public Occupied(int count)
        {
            for (var first = 11_000; ; first += count + 1)
            {
                if (TryTake(first, count))
                {
                    Range = new PortRange(first, first + count - 1);
                    return;
                }
            }
        }

        public PortRange Range { get; }

        public PortRange RangeWithOneMore => Range with { Last = Range.Last + 1 };

        public void Dispose()
        {
            foreach (var listener in _listeners)
                listener.Dispose();
            _listeners.Clear();
        }

        private bool TryTake(int first, int count)
        {
            try
            {
                for (var port = first; port < first + count; port++)
                {
                    var listener = new TcpListener(IPAddress.Loopback, port);
                    listener.Start();
                    _listeners.Add(listener);
                }
                using var oneMore = new TcpListener(IPAddress.Loopback, first + count);
                oneMore.Start();
                return true;
            }
            catch (SocketException)
            {
                Dispose();
                return false;
            }
        }
    }
}
