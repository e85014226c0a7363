using System.Diagnostics;

namespace ModelDeploy.ModelServer.Faults;

/// <summary>Starts children that keep our output open and outlive us, as careless model code does.</summary>
internal sealed partial class ChildLeaver(TestSwitches switches, ILogger<ChildLeaver> logger) : IHostedService
{
    private const string SecondsToLive = "600";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < switches.LeaveChildren; i++)
        {
            using var child = Process.Start("sleep", SecondsToLive);
            Log.Started(logger, child.Id);
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Started child process {Pid} that will be left behind, as a switch asks")]
        public static partial void Started(ILogger logger, int pid);
    }
}
