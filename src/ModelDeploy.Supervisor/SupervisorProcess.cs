using System.Runtime.InteropServices;
using ModelDeploy.Supervisor.Logging;
using ModelDeploy.Supervisor.Native;
using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Supervisor;

/// <summary>The life of a supervisor: take over, start the model, wait, leave nothing behind, tell how it ended.</summary>
internal sealed class SupervisorProcess(ReplicaFiles files, LaunchFile launch, LineStamper log)
{
    private const int SetChildSubreaper = 36;
    private const int Refused = 1;
    private const int ExitTries = 60;
    private static readonly TimeSpan BetweenExitTries = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastOutput = TimeSpan.FromSeconds(2);

    private volatile Warden? _warden;
    private volatile bool _stopRequested;

    /// <summary>Runs one attempt in this directory to its end. Before it has taken over, what goes wrong is told on standard error.</summary>
    public static int Run(string directory)
    {
        var files = new ReplicaFiles(directory);
        try
        {
            using var only = files.Hold();
            if (files.ReadLaunch() is not { } launch)
                return Refuse($"{directory} holds no readable launch file.");
            if (launch.SecretsFollow)
                launch = launch with { Environment = [.. launch.Environment, .. ReadSecrets()] };
            using var log = new LineStamper(new SegmentWriter(files.LogDirectory, launch.LogSegmentBytes, launch.LogSegments), TimeProvider.System);
            new SupervisorProcess(files, launch, log).Run();
            return 0;
        }
        catch (IOException failure)
        {
            return Refuse(failure.Message);
        }
    }

    private static string[] ReadSecrets()
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        return input.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    private static int Refuse(string because)
    {
        Console.Error.WriteLine(because);
        return Refused;
    }

    private void Run()
    {
        Libc.SetSid();
        if (OperatingSystem.IsLinux())
            Libc.Prctl(SetChildSubreaper, 1, 0, 0, 0);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerminate);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, static signal => signal.Cancel = true);

        var state = new StateFile
        {
            Attempt = launch.Attempt,
            Supervisor = ProcessIdentity.Of(Environment.ProcessId)!,
            StartedAt = DateTimeOffset.UtcNow,
        };
        files.WriteState(state);
        Console.Out.WriteLine(ReplicaFiles.TakenOver);
        Descriptors.DetachStandardStreams();
        Descriptors.KeepFromChildren();
        WriteExit(Supervise(state));
    }

    /// <summary>How it ended must not be lost to a disk that is full for a while; after that the portal takes it for a kill.</summary>
    private void WriteExit(ExitFile exit)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                files.WriteExit(exit);
                return;
            }
            catch (IOException) when (tries < ExitTries)
            {
                Thread.Sleep(BetweenExitTries);
            }
        }
    }

    private ExitFile Supervise(StateFile state)
    {
        var (output, error) = (new OutputPipe(), new OutputPipe());
        var spawned = ModelSpawner.Spawn(launch, output.WriteEnd, error.WriteEnd);
        output.CloseWriteEnd();
        error.CloseWriteEnd();
        if (spawned.Failure is { } failure)
        {
            log.Say($"Could not be started: {failure}");
            return Ended() with { StartFailure = failure };
        }

        if (WhyNotNoted(state with { Model = ProcessIdentity.Of(spawned.Pid) }) is { } unnoted)
        {
            EndEverythingLeft(spawned.Pid);
            return Ended() with { StartFailure = unnoted };
        }
        log.Say($"Started as process {spawned.Pid}");
        var outputPump = new LinePump(output, "stdout", log);
        var errorPump = new LinePump(error, "stderr", log);
        var warden = Watch(spawned.Pid);
        var status = WaitForModel(spawned.Pid);
        warden.ModelEnded();
        EndEverythingLeft(spawned.Pid);
        outputPump.Finish(LastOutput);
        errorPump.Finish(LastOutput);

        var ended = Ended() with
        {
            ExitCode = status.ExitCode,
            Signal = status.Signal is { } signal ? Signals.NameOf(signal) : null,
            OutOfMemory = warden.OutOfMemory,
        };
        log.Say(WordsFor(ended));
        return ended;
    }

    /// <summary>Null once the portal can know which process the model is; a model that nobody would find again must not run.</summary>
    private string? WhyNotNoted(StateFile state)
    {
        try
        {
            files.WriteState(state);
            return null;
        }
        catch (IOException failure)
        {
            return failure.Message;
        }
    }

    private Warden Watch(int pid)
    {
        var warden = new Warden(pid, new MemoryGuard(launch.MemoryLimit), TimeSpan.FromMilliseconds(launch.StopGraceMilliseconds));
        _warden = warden;
        if (_stopRequested)
            warden.RequestStop();
        warden.Start();
        return warden;
    }

    private void OnTerminate(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _stopRequested = true;
        _warden?.RequestStop();
    }

    /// <summary>Waits for the model; what else dies meanwhile was handed to us as the nearest subreaper.</summary>
    private static WaitStatus WaitForModel(int pid)
    {
        while (true)
        {
            if (Libc.WaitPid(-1, out var status, 0) == pid)
                return new WaitStatus(status);
        }
    }

    /// <summary>Kills what the model left behind, until we have no child: each that dies may hand us its own children.</summary>
    private static void EndEverythingLeft(int group)
    {
        do
        {
            Libc.Kill(-group, Signals.Kill);
            foreach (var pid in ProcessTable.DescendantsOf(Environment.ProcessId))
                Libc.Kill(pid, Signals.Kill);
        }
        while (Libc.WaitPid(-1, out _, 0) > 0);
    }

    private ExitFile Ended() => new() { Attempt = launch.Attempt, Requested = _stopRequested, EndedAt = DateTimeOffset.UtcNow };

    private string WordsFor(ExitFile ended) => ended switch
    {
        { OutOfMemory: true } => $"Ended: it held more than the {launch.MemoryLimit / 1024 / 1024} MiB that it may",
        { Signal: { } signal, Requested: true } => $"Ended by {signal}, as asked",
        { Requested: true } => $"Exited with code {ended.ExitCode}, as asked",
        { Signal: { } signal } => $"Ended by {signal}",
        _ => $"Exited with code {ended.ExitCode}",
    };
}
