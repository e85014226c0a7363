using System.Diagnostics;
using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Local.Tests.Processes;

public sealed class ProcessIdentityTests
{
    [Fact]
    public void A_running_process_is_alive() => Assert.True(ProcessIdentity.Of(Environment.ProcessId)!.IsAlive);

    [Fact]
    public void A_number_used_again_is_another_process()
    {
        using var bystander = Process.Start("sleep", "1000");
        var now = ProcessIdentity.Of(bystander.Id)!;
        ProcessIdentity[] before = [now with { StartTime = now.StartTime - 1 }, now with { Boot = "an earlier one" }];

        foreach (var identity in before)
        {
            Assert.False(identity.IsAlive);
            Assert.False(identity.Terminate());
            identity.KillGroup();
        }

        Assert.True(now.IsAlive);
        bystander.Kill();
    }

    [Fact]
    public void A_process_that_has_ended_is_not_alive()
    {
        using var process = Process.Start("sleep", "1000");
        var identity = ProcessIdentity.Of(process.Id)!;

        process.Kill();
        process.WaitForExit();

        Assert.False(identity.IsAlive);
        Assert.Null(ProcessIdentity.Of(process.Id));
    }
}
