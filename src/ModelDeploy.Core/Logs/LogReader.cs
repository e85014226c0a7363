using System.Runtime.CompilerServices;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Logs;

/// <summary>One open view of a deployment's log: who looks, at which replica (null for all) and lines, and what waits for them.</summary>
internal sealed class LogReader(Viewer viewer, string? replica, LogFilter filter, LogFollowerOptions options, TimeProvider clock)
{
    public Viewer Viewer => viewer;

    public string? Replica => replica;

    public LogMailbox Mailbox { get; } = new(options.ViewerLines, options.ViewerBytes, new LogMatcher(filter));

    /// <summary>From when on it gets everything.</summary>
    public DateTimeOffset From { get; set; }

    /// <summary>The replicas whose lines it gets or got. Guarded by the deployment's lock.</summary>
    public HashSet<string> Joined { get; } = [];

    public async IAsyncEnumerable<LogBatch> BatchesAsync([EnumeratorCancellation] CancellationToken stop = default)
    {
        while (await Mailbox.WaitAsync(stop))
        {
            await Task.Delay(options.BatchDelay, clock, stop);
            foreach (var batch in LogBatch.Split(Mailbox.TakeAll(), options.BatchBytes))
                yield return batch;
        }
    }
}
