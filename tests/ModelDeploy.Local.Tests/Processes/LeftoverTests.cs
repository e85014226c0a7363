using System.Diagnostics;
using System.Globalization;
using ModelDeploy.Local.Processes;
using ModelDeploy.Supervisor.Protocol;
using ModelDeploy.TestKit;

namespace ModelDeploy.Local.Tests.Processes;

/// <summary>What a model started in a session of its own, when the supervisor that would have ended it was killed.</summary>
public sealed class LeftoverTests
{
    private const string Model =
        "setsid sh -c 'setsid sleep 1001 & echo far $!; exec sleep 1000' & echo near $!; exec dotnet {app}/ModelDeploy.ModelServer.dll --model {app}/Models/iris-1.0.json";

    [Fact]
    public async Task Is_ended_with_the_replica_that_it_belonged_to()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Environments of other processes are read on Linux only.");
        await using var lab = await ProcessLab.OpenAsync(WithModel);
        await lab.ApplyAsync(ProcessLab.Template(ProcessLab.Server, "aaaaa11111"));
        var supervisor = StateOf(lab, (await lab.ReadyAsync())[0].Name).Supervisor;
        var left = await LeftAsync(lab);

        Process.GetProcessById(supervisor.Pid).Kill();

        await lab.SeenAsync(seen => seen.Replicas is [{ Ready: true, Restarts: 1 }], "a restart");
        Assert.All(left, process => Assert.False(process.IsAlive));
        Assert.All(await LeftAsync(lab, attempt: 2), process => Assert.True(process.IsAlive));
    }

    [Fact]
    public async Task Is_ended_by_the_next_start_of_the_portal_and_nobody_elses_processes_are()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Environments of other processes are read on Linux only.");
        await using var other = await ProcessLab.OpenAsync(WithModel);
        await other.ApplyAsync(ProcessLab.Template(ProcessLab.Server, "aaaaa11111"));
        await other.ReadyAsync();
        var others = await LeftAsync(other);
        await using var lab = await ProcessLab.OpenAsync(WithModel);
        await lab.ApplyAsync(ProcessLab.Template(ProcessLab.Server, "aaaaa11111"));
        var replica = (await lab.ReadyAsync())[0].Name;
        var left = await LeftAsync(lab);

        await lab.CrashPortalAsync();
        var supervisor = StateOf(lab, replica).Supervisor;
        Process.GetProcessById(supervisor.Pid).Kill();
        await Eventually.TrueAsync(() => !supervisor.IsAlive, "the supervisor to end");
        // Not even a record is left of the replica.
        Directory.Delete(lab.Directory, recursive: true);
        Assert.All(left, process => Assert.True(process.IsAlive));
        await lab.StartPortalAsync();

        Assert.All(left, process => Assert.False(process.IsAlive));
        Assert.All(others, process => Assert.True(process.IsAlive));
    }

    private static ProcessRuntimeOptions WithModel(ProcessRuntimeOptions options) => options with
    {
        Images = new Dictionary<string, LocalImage>
        {
            [ProcessLab.Server] = new(["sh", "-c", Model], WorkingDirectory: null, new Dictionary<string, string>()),
        },
    };

    /// <summary>What the model of this attempt started, each alive.</summary>
    private static async Task<IReadOnlyList<ProcessIdentity>> LeftAsync(ProcessLab lab, int attempt = 1)
    {
        List<ProcessIdentity> left = [];
        foreach (var name in (string[])["near ", "far "])
            left.Add(ProcessIdentity.Of(int.Parse(await lab.LineAsync(name, attempt), CultureInfo.InvariantCulture))!);
        Assert.DoesNotContain(null, left);
        return left;
    }

    private static StateFile StateOf(ProcessLab lab, string replica) => new ReplicaFiles(Path.Combine(lab.Directory, replica)).ReadState()!;
}
