using System.Diagnostics;
using System.Text;
using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Local.Processes.Launching;

/// <summary>Starts supervisors, which then live on their own.</summary>
internal sealed class SupervisorStarter(string program)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Starts one for a replica's directory and waits until it has taken over. Null when it has; else what it said. A supervisor
    /// says so on its standard output once its state file is written. That its streams close is no sign: the runtime inside it
    /// holds copies of them for as long as it lives.
    /// </summary>
    public async Task<string?> StartAsync(
        string directory, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> secrets, CancellationToken stop)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(Patience);
        try
        {
            using var supervisor = Process.Start(StartInfo(directory, environment))!;
            await TellAsync(supervisor, secrets, deadline.Token);
            if (await supervisor.StandardOutput.ReadLineAsync(deadline.Token) is ReplicaFiles.TakenOver)
                return null;
            var said = await supervisor.StandardError.ReadToEndAsync(deadline.Token);
            return said.Length == 0 ? "the supervisor ended without a word" : said.Trim();
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"the supervisor did not take over within {Patience.TotalSeconds} s";
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            return failure.Message;
        }
    }

    /// <summary>Tells it the secrets. One that has ended already says why elsewhere.</summary>
    private static async Task TellAsync(Process supervisor, IReadOnlyList<string> secrets, CancellationToken stop)
    {
        try
        {
            await using var input = supervisor.StandardInput;
            foreach (var secret in secrets)
                await input.WriteAsync($"{secret}\0".AsMemory(), stop);
        }
        catch (IOException)
        {
            // Nobody listens any more.
        }
    }

    private ProcessStartInfo StartInfo(string directory, IReadOnlyDictionary<string, string> environment)
    {
        var managed = program.EndsWith(".dll", StringComparison.Ordinal);
        var start = new ProcessStartInfo(managed ? Path.Combine(HostEnvironment.DotnetRoot, "dotnet") : program)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (managed)
            start.ArgumentList.Add(program);
        start.ArgumentList.Add(directory);
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        // A budget for new objects of 1 MiB instead of the processor's cache; the runtime takes it from the environment alone.
        start.Environment["DOTNET_GCgen0size"] = "0x100000";
        return start;
    }
}
