using ModelDeploy.Core.Deployments;
using ModelDeploy.Local.Processes;
using ModelDeploy.Local.Tests.Store;
using ModelDeploy.TestKit;

namespace ModelDeploy.Local.Tests.Faults;

/// <summary>A portal is killed between starting a supervisor and hearing of it: the supervisor takes over when another portal is there.</summary>
public sealed class LateSupervisorTests
{
    // Each supervisor waits for its turn: the first one that is started for a replica for the file "go" beside it, every other one
    // until somebody has taken over.
    private const string InTurn = """
        #!/bin/sh
        if mkdir "$1/first" 2>/dev/null; then
          until [ -e "$1/go" ]; do sleep 0.02; done
        else
          touch "$1/go"
          until [ -e "$1/state.json" ]; do sleep 0.02; done
        fi
        exec dotnet SUPERVISOR "$1"
        """;

    // Only the first waits.
    private const string FirstLast = """
        #!/bin/sh
        if mkdir "$1/first" 2>/dev/null; then
          until [ -e "$1/../go" ]; do sleep 0.02; done
        fi
        exec dotnet SUPERVISOR "$1"
        """;

    [Fact]
    public async Task One_that_takes_over_before_the_next_portals_own_is_adopted_and_no_failure_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What runs is read from /proc.");
        using var place = new TempDirectory();
        await using var lab = await OpenKilledWhileStartingAsync(place, InTurn);
        List<string> told = [];
        await lab.StartPortalAsync();
        using var watch = await lab.Store.Deployments.WatchAsync(CancellationToken.None);
        await foreach (var change in watch.Changes)
        {
            told.Add(change.Deployment!.Status.Message);
            if (change.Deployment.Phase is DeploymentPhase.Deployed)
                break;
        }

        Assert.DoesNotContain(told, message => message.Contains("could not be started", StringComparison.Ordinal));
        var replica = Assert.Single((await lab.ReadAsync())!.Status.Replicas);
        Assert.Equal(0, replica.Restarts);
        Assert.Equal(lab.StateOf(replica.Name).Model, Assert.Single(lab.Processes.Models()).Identity);
        await Eventually.TrueAsync(() => lab.Processes.Find().Count == 2, "the refused supervisor to end");
    }

    [Fact]
    public async Task One_that_wakes_up_after_its_replica_was_stopped_starts_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What runs is read from /proc.");
        using var place = new TempDirectory();
        await using var lab = await OpenKilledWhileStartingAsync(place, FirstLast);
        await lab.StartPortalAsync();
        await lab.InPhaseAsync(DeploymentPhase.Deployed);
        await lab.StopAsync();
        await lab.InPhaseAsync(DeploymentPhase.Stopped);

        await File.WriteAllTextAsync(Path.Combine(lab.DataDirectory, "replicas", FaultLab.Id, "go"), "");

        await Eventually.TrueAsync(() => lab.Processes.Find().Count == 0, "the late supervisor to end");
        Assert.Equal(DeploymentPhase.Stopped, (await lab.ReadAsync())!.Phase);
    }

    /// <summary>A lab whose portal ended while the only replica's first supervisor was waiting to take over.</summary>
    private static async Task<FaultLab> OpenKilledWhileStartingAsync(TempDirectory place, string supervisor)
    {
        var program = place["supervisor"];
        await File.WriteAllTextAsync(program, supervisor.Replace("SUPERVISOR", Path.Combine(AppContext.BaseDirectory, "ModelDeploy.Supervisor.dll"), StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var lab = await FaultLab.OpenAsync(options => options with { SupervisorPath = program });
        await lab.CreateAsync(FaultLab.Tiny());
        await Eventually.TrueAsync(() => lab.Processes.Find().Count > 0, "a supervisor to be started");
        await lab.EndPortalAsync();
        return lab;
    }
}
