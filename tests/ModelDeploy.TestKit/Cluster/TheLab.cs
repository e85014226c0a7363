using System.Diagnostics;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.TestKit.Cluster;

/// <summary>
/// The parts of a laboratory cluster, whose processes run on this machine under pid files beside the kubeconfig: kills, freezes and thaws
/// them. Whoever does so must be alone on the cluster (<see cref="ATestNamespace.CreateAloneAsync"/>). What is not repaired when it is
/// disposed is repaired then.
/// </summary>
public sealed class TheLab : IAsyncDisposable
{
    private readonly string _directory;
    private readonly ApiClient _client;
    private readonly HashSet<LabProcess> _frozen = [];
    private Action _restart = static () => { };

    private TheLab(string directory, ApiClient client) => (_directory, _client) = (directory, client);

    /// <summary>Finds it; skips the test where the cluster is not a laboratory on this machine.</summary>
    public static TheLab Find(ATestNamespace place)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(ClusterUnderTest.Kubeconfig))!;
        var missing = new[] { "etcd", "kube-apiserver", "node" }.Where(name => LabProcess.Read(Path.Combine(directory, $"{name}.pid")) is null).ToList();
        Assert.SkipWhen(
            missing.Count > 0, $"It needs a cluster whose parts it can kill: none of this machine's processes is the {string.Join(" or the ", missing)} of {directory}.");
        return new TheLab(directory, place.Client);
    }

    /// <summary>Kills the API server as by <c>kill -9</c>.</summary>
    public async Task KillApiServerAsync()
    {
        var server = Named("kube-apiserver");
        var (command, environment) = (PartsOf(server, "cmdline"), PartsOf(server, "environ"));
        _restart = () => Start("kube-apiserver", command, environment);
        server.Send("KILL");
        await Eventually.TrueAsync(() => !server.IsAlive, "the API server is gone");
    }

    /// <summary>Starts the API server again with the command that it had; returns when it is ready.</summary>
    public async Task RestartApiServerAsync()
    {
        _restart();
        _restart = static () => { };
        await ReadyAsync();
    }

    /// <summary>Freezes the API server and its database: connections stay open and nothing answers.</summary>
    public void FreezeControlPlane()
    {
        Freeze(Named("kube-apiserver"));
        Freeze(Named("etcd"));
    }

    /// <summary>Freezes the kubelet: pods run on and nobody reports of them.</summary>
    public void FreezeKubelet() => Freeze(Named("node").Descendant("kubelet") ?? throw new InvalidOperationException("The node has no kubelet."));

    /// <summary>Lets everything go on that was frozen; returns when the API server is ready.</summary>
    public async Task ThawAsync()
    {
        foreach (var process in _frozen)
            process.Send("CONT");
        _frozen.Clear();
        await ReadyAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await ThawAsync();
        await RestartApiServerAsync();
    }

    private Task ReadyAsync() => Eventually.TrueAsync(
        async () => LabProcess.Read(PidFile("kube-apiserver")) is null || (await _client.GetAsync("version", default)).Error is null, "the API server answers");

    private void Freeze(LabProcess process)
    {
        _frozen.Add(process);
        process.Send("STOP");
    }

    private LabProcess Named(string name) => LabProcess.Read(PidFile(name)) ?? throw new InvalidOperationException($"The laboratory's {name} does not run.");

    private string PidFile(string name) => Path.Combine(_directory, $"{name}.pid");

    private static string[] PartsOf(LabProcess process, string file) => File.ReadAllText($"/proc/{process.Pid}/{file}").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>In a session of its own, with its log, and with nothing that this process has open: it outlives the test.</summary>
    private void Start(string name, string[] command, string[] environment)
    {
        const string Script = "exec >>\"$1\" 2>&1 </dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-; shift; exec setsid \"$@\"";
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", Path.Combine(_directory, $"{name}.log"), .. command]);
        start.Environment.Clear();
        foreach (var variable in environment)
            start.Environment[variable[..variable.IndexOf('=')]] = variable[(variable.IndexOf('=') + 1)..];
        using var process = Process.Start(start)!;
        LabProcess.Of(process.Id)!.Note(PidFile(name));
    }
}
