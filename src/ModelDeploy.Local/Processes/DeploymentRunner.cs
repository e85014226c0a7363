using Microsoft.Extensions.Logging;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Local.Processes.Replicas;
using ModelDeploy.Local.Processes.Stepping;

namespace ModelDeploy.Local.Processes;

/// <summary>
/// Keeps one deployment's replicas as its noted workload wants them: one loop that looks, lets the stepper decide, acts, and
/// publishes what it saw. Looks at short intervals, because the end of a process that is not our child cannot be waited for.
/// </summary>
internal sealed partial class DeploymentRunner(
    DeploymentKey key, DeploymentDirectory directory, ReplicaTools tools, Action<DeploymentKey> changed, ILogger logger)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenTrims = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _noting = new(1);
    private readonly SemaphoreSlim _wake = new(0);
    private readonly TaskCompletionSource _firstLook = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Replica> _replicas = [];
    private IReadOnlyList<ReplicaExit> _exits = [];
    private Countdown? _untilTrim;
    private volatile NotedWorkload? _noted;
    private volatile Published _published = new(Observation.Nothing, Wish: 0);
    private NotedWorkload? _takenUp;

    // Counts what was wanted, one after the other: who wants the same as before the last wish has yet to be heard again.
    private long _wishes;
    private long _wishTakenUp;
    private volatile bool _draining;
    private volatile bool _finished;

    /// <summary>Whether everything was removed; a finished runner is of no more use.</summary>
    public bool IsFinished => _finished;

    /// <summary>What was seen last, once something was.</summary>
    public async Task<Observation> ObserveAsync(CancellationToken stop)
    {
        await _firstLook.Task.WaitAsync(stop);
        var published = _published;
        return published.Seen with { Behind = !_finished && published.Wish != Volatile.Read(ref _wishes) };
    }

    /// <summary>Notes a workload; false when everything was removed meanwhile.</summary>
    public Task<bool> ApplyAsync(Workload workload, CancellationToken stop) =>
        NoteAsync(_ => new NotedWorkload(workload, Removing: false), stop);

    /// <summary>Notes that everything shall go; false when it has gone already.</summary>
    public Task<bool> RemoveAsync(CancellationToken stop) =>
        NoteAsync(before => before is null ? null : before with { Removing = true }, stop);

    /// <summary>Asks all replicas to end; the loop ends when they have.</summary>
    public void Drain()
    {
        _draining = true;
        Wake();
    }

    /// <summary>Goes on from what is on the disk, until cancelled, drained or finished.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && !_finished)
        {
            try
            {
                await LoadAsync(stop);
                await KeepAsync(stop);
                return;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
            catch (Exception fault)
            {
                Log.Faulted(logger, key.Id, AfterFault.TotalSeconds, fault);
                Publish(Observation.Unknown(fault.Message));
                await Task.Delay(AfterFault, tools.Clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> NoteAsync(Func<NotedWorkload?, NotedWorkload?> change, CancellationToken stop)
    {
        await _noting.WaitAsync(stop);
        try
        {
            if (_finished)
                return false;
            var before = _noted ?? directory.ReadWorkload();
            var next = change(before);
            if (next != before && next is not null)
                directory.WriteWorkload(next);
            _noted = next;
            // After it: a step in between takes it up under the older number, and once more under its own.
            if (!NotedWorkload.WantSame(before, next))
                Interlocked.Increment(ref _wishes);
        }
        finally
        {
            _noting.Release();
        }
        Wake();
        return true;
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        await ReadWorkloadAsync(stop);
        _exits = directory.ReadExits();
        _replicas.Clear();
        _replicas.AddRange(directory.Replicas().Select(folder => Replica.Find(key.Id, folder, tools)).OfType<Replica>());
        if (_replicas.Count == 0)
            return;
        await LookAsync(stop);
        await Task.WhenAll(_replicas.Select(replica => replica.SettleAsync()));
        Log.Found(logger, key.Id, _replicas.Count(replica => replica.HasProcess), _replicas.Count);
    }

    /// <summary>What is noted meanwhile is newer than what the disk said before.</summary>
    private async Task ReadWorkloadAsync(CancellationToken stop)
    {
        await _noting.WaitAsync(stop);
        try
        {
            _noted ??= directory.ReadWorkload();
        }
        finally
        {
            _noting.Release();
        }
    }

    private async Task KeepAsync(CancellationToken stop)
    {
        while (true)
        {
            await LookAsync(stop);
            var next = await StepAsync(stop);
            _replicas.ForEach(replica => replica.NoteState());
            Publish(See());
            if (_draining && !_replicas.Any(replica => replica.HasProcess))
                return;
            if (MayFinish() && await FinishAsync(stop))
                return;
            TrimLogs();
            await _wake.WaitAsync(UntilNextLook(next), stop);
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        foreach (var replica in _replicas)
            await replica.LookAsync(Note, stop);
        foreach (var replica in _replicas.Where(replica => replica.IsFinished).ToList())
        {
            replica.Forget();
            _replicas.Remove(replica);
            Log.Ended(logger, replica.Name);
        }
    }

    private void Note(ReplicaExit exit)
    {
        _exits = directory.AddExit(exit);
        Log.Exited(logger, exit.Replica, exit.Signal ?? $"exit code {exit.ExitCode}", exit.OutOfMemory);
    }

    private async Task<DateTimeOffset?> StepAsync(CancellationToken stop)
    {
        _wishTakenUp = Volatile.Read(ref _wishes);
        var noted = _takenUp = _noted;
        if (_draining)
        {
            _replicas.ForEach(replica => replica.AskToEnd());
            return null;
        }
        var steps = ReplicaStepper.Next(
            noted?.Workload.Template.Hash ?? "", noted?.Wanted ?? 0, noted?.Workload.Surge ?? 0,
            [.. _replicas.Select(replica => replica.ForStepper())], tools.Clock.GetUtcNow());
        List<Replica> starting = [];
        foreach (var step in steps.Now)
        {
            if (step is ReplicaStep.Stop ending)
                Find(ending.Name).Leave();
            else
                starting.Add(step is ReplicaStep.Start again ? Find(again.Name) : Create(noted!.Workload.Template));
        }
        await Task.WhenAll(starting.Select(replica => replica.StartAsync(stop)));
        starting.ForEach(replica => Log.Started(logger, replica.Name));
        return steps.DecideAgainAt;
    }

    private Replica Find(string name) => _replicas.First(replica => replica.Name == name);

    private Replica Create(WorkloadTemplate template)
    {
        var last = directory.Replicas().Select(folder => ReplicaName.NumberOf(folder.Name, key.Id, template.Hash)).DefaultIfEmpty().Max();
        var replica = Replica.Create(key.Id, directory, template, last + 1, tools);
        _replicas.Add(replica);
        return replica;
    }

    private Observation See()
    {
        var template = _noted?.Workload.Template.Hash;
        return new Observation
        {
            Exists = !_finished && directory.Exists,
            Wanted = _finished ? 0 : _takenUp?.Wanted ?? 0,
            Replicas = _finished
                ? [] : _replicas.Select(replica => replica.Observe()).OrderBy(replica => replica.Name, StringComparer.Ordinal).ToEquatableList(),
            Exits = _finished ? [] : _exits.Where(exit => exit.Template == template).ToEquatableList(),
        };
    }

    private void Publish(Observation seen)
    {
        var before = _published;
        _published = new Published(seen, _wishTakenUp);
        if (_firstLook.TrySetResult() || _published != before)
            changed(key);
    }

    /// <summary>Without a workload, what is on the disk is a rest; nothing on the disk means that the first one is just being noted.</summary>
    private bool MayFinish() => _replicas.Count == 0 && (_noted is { Removing: true } || (_noted is null && directory.Exists));

    /// <summary>Removes the directory, unless a workload was noted meanwhile.</summary>
    private async Task<bool> FinishAsync(CancellationToken stop)
    {
        await _noting.WaitAsync(stop);
        try
        {
            if (_noted is { Removing: false })
                return false;
            if (directory.Exists)
                directory.Delete();
            _finished = true;
        }
        finally
        {
            _noting.Release();
        }
        Publish(See());
        Log.Removed(logger, key.Id);
        return true;
    }

    private void TrimLogs()
    {
        if (_untilTrim is { IsOver: false })
            return;
        _untilTrim = new Countdown(tools.Clock, BetweenTrims);
        directory.TrimLogs(tools.Options.LogCapBytes);
    }

    private TimeSpan UntilNextLook(DateTimeOffset? next)
    {
        if (_replicas.Count == 0)
            return BetweenTrims;
        var until = next - tools.Clock.GetUtcNow();
        return until < BetweenLooks ? TimeSpan.FromTicks(Math.Max(0, until.Value.Ticks)) : BetweenLooks;
    }

    private void Wake()
    {
        if (_wake.CurrentCount == 0)
            _wake.Release();
    }

    /// <summary>What was seen, and the number of the wish that the step before it worked on.</summary>
    private sealed record Published(Observation Seen, long Wish);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Found {Running} of {Count} replicas of {Id} running")]
        public static partial void Found(ILogger logger, string id, int running, int count);

        [LoggerMessage(2, LogLevel.Information, "Replica {Replica} was started")]
        public static partial void Started(ILogger logger, string replica);

        [LoggerMessage(3, LogLevel.Warning, "Replica {Replica} ended by itself: {How} (out of memory: {OutOfMemory})")]
        public static partial void Exited(ILogger logger, string replica, string how, bool outOfMemory);

        [LoggerMessage(4, LogLevel.Information, "Replica {Replica} is gone")]
        public static partial void Ended(ILogger logger, string replica);

        [LoggerMessage(5, LogLevel.Information, "Nothing is left of {Id}")]
        public static partial void Removed(ILogger logger, string id);

        [LoggerMessage(6, LogLevel.Error, "Keeping the replicas of {Id} failed; going on in {Seconds} s")]
        public static partial void Faulted(ILogger logger, string id, double seconds, Exception fault);
    }
}
