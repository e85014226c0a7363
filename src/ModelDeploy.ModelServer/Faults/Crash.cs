using System.Runtime.InteropServices;

namespace ModelDeploy.ModelServer.Faults;

/// <summary>Ends this process at once, as a crash would: no handlers run, requests in flight are lost.</summary>
internal sealed partial class Crash(TestSwitches switches, ILogger<Crash> logger)
{
    private static readonly TimeSpan SignalDelivery = TimeSpan.FromSeconds(1);

    /// <summary>Does not return. A signal that has not ended the process after a second is followed by the exit code.</summary>
    public void Now(string occasion)
    {
        if (switches.CrashSignal is { } signal && !OperatingSystem.IsWindows())
        {
            Log.Signal(logger, occasion, signal);
            _ = Native.SetHandler(signal, Native.DefaultHandler); // the runtime has handlers of its own, for SIGSEGV and others
            _ = Native.Kill(Environment.ProcessId, signal);
            Thread.Sleep(SignalDelivery);
        }
        Log.Exit(logger, occasion, switches.CrashExitCode);
        if (OperatingSystem.IsWindows())
            Environment.Exit(switches.CrashExitCode);
        Native.ExitAtOnce(switches.CrashExitCode);
    }

    private static class Native
    {
        public const nint DefaultHandler = 0;

        [DllImport("libc", EntryPoint = "signal")]
        public static extern nint SetHandler(int signal, nint handler);

        [DllImport("libc", EntryPoint = "kill")]
        public static extern int Kill(int process, int signal);

        [DllImport("libc", EntryPoint = "_exit")]
        public static extern void ExitAtOnce(int code);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Crashing {Occasion} by signal {Signal}, as a switch asks")]
        public static partial void Signal(ILogger logger, string occasion, int signal);

        [LoggerMessage(Level = LogLevel.Error, Message = "Crashing {Occasion} with exit code {Code}, as a switch asks")]
        public static partial void Exit(ILogger logger, string occasion, int code);
    }
}
