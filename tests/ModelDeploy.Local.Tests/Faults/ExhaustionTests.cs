using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Local.Tests.Faults.Kills;
using ModelDeploy.Local.Tests.Store;
using ModelDeploy.TestHost;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Faults;

/// <summary>The portal's own process runs short of something; its replicas must not notice.</summary>
public sealed class ExhaustionTests
{
    private const string Id = "lab";
    private const string Prlimit = "/usr/bin/prlimit";
    private const string Nobody = "65534";
    private const string AsNobody = $"setpriv --reuid={Nobody} --clear-groups";
    private const int FirstPort = 11500;

    /// <remarks>
    /// .NET itself ends with "Out of memory" in about one of three tries when it may open nothing more, or start no thread, and sometimes only waits.
    /// All three are the portal's own trouble: no replica may notice, and nothing may be told that is not so.
    /// </remarks>
    [Theory]
    [InlineData("nofile", "4", "Too many open files", null)]
    [InlineData("nproc", "1", "Resource temporarily unavailable", FailureReason.StartFailed)]
    public async Task Without_descriptors_or_processes_replicas_go_on_and_with_them_everything_does(
        string resource, string few, string complaint, FailureReason? mayBeTold)
    {
        Assert.SkipUnless(File.Exists(Prlimit), "Limits of a running process are set with prlimit.");
        using var data = new TempDirectory();
        if (Environment.IsPrivilegedProcess)
            await GiveToNobodyAsync(data.Path);
        var processes = new MachineProcesses(data.Path);
        await using var first = await StartAsync(data.Path);
        await AcceptedAsync(first, new HostCommand(HostDeed.Create, Id, FaultLab.Tiny().WithReplicas(2)));
        await DeployedAsync(first);
        var models = processes.Models();

        await LimitAsync(first, resource, few);
        models[0].Identity.KillGroup();
        await Eventually.TrueOrPassedAsync(() => first.HasEnded || Said(first, complaint), TimeSpan.FromSeconds(20));
        Assert.Equal([models[1].Identity], processes.Models().Select(model => model.Identity));

        if (!first.HasEnded)
            await LimitAsync(first, resource, "4096");
        await using var second = await AnswersAsync(first) ? null : await StartAsync(data.Path);
        var host = second ?? first;
        var told = (await host.ListAsync())[0];
        Assert.NotEqual(DeploymentPhase.Stopped, told.Phase);
        Assert.Contains(told.Failure, (FailureReason?[])[null, mayBeTold]);
        await DeployedAsync(host);
        await AcceptedAsync(host, new HostCommand(HostDeed.Update, Id, FaultLab.Tiny().WithReplicas(3)));
        await DeployedAsync(host);
        Assert.Contains(models[1].Identity, processes.Models().Select(model => model.Identity));
        Assert.Equal(3, processes.Models().Count);
        await DeleteAsync(host, 1);
    }

    [Fact]
    public async Task A_model_that_floods_its_log_costs_neither_disk_beyond_the_cap_nor_the_portals_memory_nor_other_logs()
    {
        const long Cap = 20_000_000;
        const long Segment = 1_000_000;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Memory is read from /proc.");
        using var data = new TempDirectory();
        await using var host = new KillableHost();
        await host.GoAsync(data.Path, FirstPort + 1000);
        await AcceptedAsync(host, new HostCommand(HostDeed.Create, "quiet", FaultLab.Script("i=1; while [ $i -le 300 ]; do echo quiet $i; i=$((i+1)); done; exec perl \"$MODEL\"")));
        await DeployedAsync(host);
        var before = ResidentBytesOf(host.Pid);

        await AcceptedAsync(host, new HostCommand(HostDeed.Create, Id, FaultLab.Script("exec perl -e 'print \"line $_ \", \"x\" x 120, \"\\n\" for 1..250_000; do $ENV{MODEL}'")));
        await DeployedAsync(host);

        Assert.InRange(BytesBelow(data["replicas/lab"]), Segment, Cap);
        Assert.InRange(ResidentBytesOf(host.Pid), 0, before + 64_000_000);
        var quiet = Directory.EnumerateFiles(data["replicas/quiet"], "*.log", SearchOption.AllDirectories).SelectMany(File.ReadLines);
        Assert.Equal(300, quiet.Count(line => line.Contains(" quiet ", StringComparison.Ordinal)));
        await DeleteAsync(host, 2);
    }

    private static async Task AcceptedAsync(KillableHost host, HostCommand command) =>
        Assert.Equal(HostAnswer.Accepted, (await host.AskAsync(command)).Outcome);

    private static Task DeployedAsync(KillableHost host) => Eventually.TrueAsync(
        async () => (await host.ListAsync()).All(told => told.Phase is DeploymentPhase.Deployed && told.Replicas.All(replica => replica.Ready)), "everything to be deployed");

    private static bool Said(KillableHost host, string text) => host.Log.Any(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>False when it has ended, or does so now.</summary>
    private static async Task<bool> AnswersAsync(KillableHost host)
    {
        try
        {
            await host.ListAsync();
            return true;
        }
        catch (Exception ended) when (ended is IOException or ChannelClosedException)
        {
            return false;
        }
    }

    private static async Task<KillableHost> StartAsync(string directory)
    {
        var host = new KillableHost(Environment.IsPrivilegedProcess ? $"exec {AsNobody} env HOME=/tmp \"$0\" \"$1\";" : "");
        await host.GoAsync(directory, FirstPort);
        return host;
    }

    private static async Task DeleteAsync(KillableHost host, int count)
    {
        var all = await host.ListAsync();
        Assert.Equal(count, all.Count);
        foreach (var told in all)
            await AcceptedAsync(host, new HostCommand(HostDeed.Delete, told.Id));
        await Eventually.TrueAsync(async () => (await host.ListAsync()).Count == 0, "everything to be deleted");
    }

    /// <summary>Sets how many descriptors, or processes and threads, the running host may have; fewer than it has means no more.</summary>
    private static async Task LimitAsync(KillableHost host, string resource, string most)
    {
        var user = Environment.IsPrivilegedProcess ? AsNobody : "";
        var code = await RunAsync("sh", "-c", string.Create(CultureInfo.InvariantCulture, $"{user} {Prlimit} --pid {host.Pid} --{resource}={most}:"));
        Assert.True(code == 0 || host.HasEnded, "prlimit refused");
    }

    /// <summary>Root may start as many processes as it likes: then the portal runs as nobody, and the data is nobody's.</summary>
    private static async Task GiveToNobodyAsync(string directory)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ModelDeploy.TestHost.dll");
        Assert.SkipUnless(await RunAsync("sh", "-c", $"{AsNobody} test -r '{program}'") == 0, "The built tests lie where only root can read them.");
        await RunAsync("chown", "-R", Nobody, directory);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static long BytesBelow(string directory) =>
        new DirectoryInfo(directory).EnumerateFiles("*.log", SearchOption.AllDirectories).Sum(file => file.Length);

    private static long ResidentBytesOf(int pid) => long.Parse(
        File.ReadAllText($"/proc/{pid}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
}
