using ModelDeploy.Core;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Local.Processes.Launching;
using ModelDeploy.Local.Processes.Logs;
using ModelDeploy.Local.Processes.Probing;
using ModelDeploy.Local.Processes.Stepping;
using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Local.Processes.Replicas;

/// <summary>One replica as this portal knows it: found or made, watched, started, ended. Belongs to the loop of its deployment.</summary>
internal sealed class Replica(string deploymentId, ReplicaDirectory directory, ReplicaRecord record, ReplicaTools tools)
{
    private const int LastLines = 20;
    private static readonly TimeSpan SupervisorsOwnTime = TimeSpan.FromSeconds(10);

    private ReplicaRecord _record = record;
    private StateFile? _state;
    private ReadinessWatch? _readiness;
    private Countdown? _untilAsked;
    private Countdown? _untilKilled;

    /// <summary>Its name.</summary>
    public string Name => _record.Name;

    /// <summary>Hash of what it was made from.</summary>
    public string Template => _record.Template.Hash;

    /// <summary>Its place in the order of creation within its template.</summary>
    public int Number => _record.Number;

    /// <summary>Whether an attempt may still run.</summary>
    public bool HasProcess => _record.Attempting;

    /// <summary>Whether it was ended for good and nothing of it runs.</summary>
    public bool IsFinished => _record is { Leaving: true, Attempting: false };

    private ReplicaFiles Files => directory.Files;

    private bool IsReady => _record is { Attempting: true, Leaving: false } && _untilKilled is null && _readiness is { Ready: true };

    /// <summary>The replica of a directory, or null when only its log is left.</summary>
    public static Replica? Find(string deploymentId, ReplicaDirectory directory, ReplicaTools tools)
    {
        if (directory.ReadRecord() is not { } record)
            return null;
        if (record.Attempting)
            tools.Ports.Reserve(record.Port);
        return new Replica(deploymentId, directory, record, tools);
    }

    /// <summary>A new replica, noted before anything of it runs.</summary>
    public static Replica Create(string deploymentId, DeploymentDirectory deployment, WorkloadTemplate template, int number, ReplicaTools tools)
    {
        var name = ReplicaName.Of(deploymentId, template.Hash, number);
        var now = tools.Clock.GetUtcNow();
        var record = new ReplicaRecord { Name = name, Number = number, Template = template, CreatedAt = now, StartAt = now };
        var directory = deployment.Replica(name);
        directory.WriteRecord(record);
        return new Replica(deploymentId, directory, record, tools);
    }

    /// <summary>What the stepper needs to know of it.</summary>
    public SteppedReplica ForStepper() => new(
        Name, Template, Activity(), _record.Number, BackOff.StillMeant(_record.StartAt, tools.Clock.GetUtcNow()));

    /// <summary>What it is doing, for the outside.</summary>
    public ReplicaObservation Observe() => new()
    {
        Name = Name,
        Template = Template,
        State = State(),
        Ready = IsReady,
        Since = _record.Shown?.Since,
        Address = _record.Attempting ? $"http://127.0.0.1:{_record.Port}" : null,
        CreatedAt = _record.CreatedAt,
        Restarts = Math.Max(0, _record.Attempt - 1),
        Problem = _record.Problem ?? Unready(),
    };

    /// <summary>Notes since when it is what it is now shown as.</summary>
    public void NoteState()
    {
        var (state, ready) = (State(), IsReady);
        if ((_record.Shown?.State, _record.Shown?.Ready) != (state, ready))
            Remember(_record with { Shown = new ShownState(state, ready, tools.Clock.GetUtcNow()) });
    }

    /// <summary>Learns what has become of it since the last look.</summary>
    /// <param name="note">Takes an exit that nobody asked for; the same one may come again after a crash of the portal.</param>
    /// <param name="stop">Ends the readiness check.</param>
    public async Task LookAsync(Action<ReplicaExit> note, CancellationToken stop)
    {
        if (!_record.Attempting)
            return;
        var now = tools.Clock.GetUtcNow();
        FindState();
        if (_state is null)
        {
            await TakeBackAttemptAsync(stop);
            return;
        }
        if (!_state.Supervisor.IsAlive)
        {
            await TakeEndAsync(note, now, _state, stop);
            return;
        }

        if (_record.Leaving && _untilAsked is null or { IsOver: true })
            AskToEnd();
        if (_untilKilled is { IsOver: true })
            Kill(_state);
        if (_state.Model is not null)
            await WatchReadinessAsync(now, stop);
    }

    /// <summary>Waits for a readiness check that is under way, so that a replica that was found is not called unready for want of an answer.</summary>
    public Task SettleAsync() => _readiness?.SettleAsync() ?? Task.CompletedTask;

    /// <summary>Begins the next attempt and returns when its supervisor has taken over, or when it is known that none will.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        if (!tools.Options.Images.TryGetValue(_record.Template.Image, out var image))
        {
            Postpone(Failures.ImageNotFound(_record.Template.Image, [.. tools.Options.Images.Keys.Order(StringComparer.Ordinal)]));
            return;
        }
        if (tools.Ports.Take() is not { } port)
        {
            Postpone(Failures.PortInUse(tools.Options.Ports.ToString()));
            return;
        }
        Remember(_record with { Attempt = _record.Attempt + 1, Attempting = true, Mark = tools.Marks.Next(), Port = port, ReadySince = null });
        var launch = LaunchComposer.Compose(
            deploymentId, image, _record.Template, tools.Inherited,
            new LaunchPlace(_record.Attempt, port, directory.WorkDirectory, _record.Mark!), tools.Options);
        Files.WriteLaunch(launch.File);

        if (await tools.Starter.StartAsync(directory.Path, tools.Inherited, launch.Secrets, stop) is { } complaint)
        {
            if (await TakeBackAttemptAsync(stop))
                Postpone(Failures.StartFailed("the supervisor", complaint));
        }
    }

    /// <summary>
    /// Begins to end it for good. One that takes requests is first shown as leaving and asked only when the gateway has had time
    /// to hear of it, so that no request meets a model that no longer listens.
    /// </summary>
    public void Leave()
    {
        if (_record.Leaving)
            return;
        _untilAsked = IsReady ? new Countdown(tools.Clock, tools.Options.LeaveDelay) : null;
        Remember(_record with { Leaving = true });
        if (_untilAsked is null)
            AskToEnd();
    }

    /// <summary>Asks the model to end, with the usual grace. It is not gone by that: another start of the portal starts it again.</summary>
    public void AskToEnd()
    {
        if (_untilKilled is not null || !_record.Attempting)
            return;
        FindState();
        _untilKilled = new Countdown(tools.Clock, tools.Options.StopGrace + SupervisorsOwnTime);
        _state?.Supervisor.Terminate();
    }

    /// <summary>Forgets it; its log stays.</summary>
    public void Forget() => directory.Forget();

    private ReplicaState State() => _record switch
    {
        { Leaving: true } => ReplicaState.Stopping,
        _ when _untilKilled is not null => ReplicaState.Stopping,
        { Attempting: true, ReadySince: not null } => ReplicaState.Running,
        { Attempting: true } or { Attempt: 0 } => ReplicaState.Starting,
        _ => ReplicaState.Waiting,
    };

    private ReplicaActivity Activity() => _record switch
    {
        { Leaving: true } => ReplicaActivity.Leaving,
        { Attempting: false } => ReplicaActivity.Waiting,
        _ => IsReady ? ReplicaActivity.Ready : ReplicaActivity.Unready,
    };

    private ReplicaProblem? Unready() => _readiness is { Complaint: { } complaint } watch
        ? new ReplicaProblem(
            Failures.NotReady(ReadinessProbe.Describe(_record.Template.Readiness, _record.Port), complaint), watch.ComplaintSince, Certain: false)
        : null;

    private async Task WatchReadinessAsync(DateTimeOffset now, CancellationToken stop)
    {
        if (_record.Problem is not null)
            Remember(_record with { Problem = null });
        _readiness ??= new ReadinessWatch(tools.Clock, () => tools.Probe.AskAsync(_record.Template.Readiness, _record.Port, stop));
        await _readiness.LookAsync(now);
        if (_readiness.Ready && _record.ReadySince is null)
            Remember(_record with { ReadySince = now });
    }

    /// <summary>
    /// Nobody has taken over the attempt, because the portal was killed while it began or because the supervisor failed: takes it back
    /// as if it had never begun. False when a supervisor holds the directory after all, one that an earlier portal started: its state
    /// is about to be there.
    /// </summary>
    private async Task<bool> TakeBackAttemptAsync(CancellationToken stop)
    {
        if (!Files.TryWithdrawLaunch())
        {
            if (Files.ReadState() is { } other && other.Attempt != _record.Attempt)
                other.Supervisor.Terminate(); // of an attempt that we never learned of
            return false;
        }
        await EndWhatIsMarkedAsync(stop); // nothing, unless the state file was damaged
        EndAttempt(_record with { Attempt = _record.Attempt - 1, Attempting = false, Port = 0, StartAt = tools.Clock.GetUtcNow() });
        return true;
    }

    private async Task TakeEndAsync(Action<ReplicaExit> note, DateTimeOffset now, StateFile state, CancellationToken stop)
    {
        var exit = Files.ReadExit() is { } written && written.Attempt == _record.Attempt ? written : null;
        if (exit is null) // somebody killed the supervisor
        {
            state.Model?.KillGroup();
            await EndWhatIsMarkedAsync(stop);
        }

        var ended = _record with { Attempting = false, Port = 0, ReadySince = null, StartAt = now };
        var asked = _untilKilled is not null || _record.Leaving || exit is { Requested: true };
        if (asked || state.Supervisor.IsOfEarlierBoot)
        {
            EndAttempt(ended);
            return;
        }
        if (exit?.StartFailure is { } failure)
        {
            EndAttempt(ended);
            Postpone(Failures.StartFailed(CommandOf(ended), failure));
            return;
        }
        note(ExitOf(exit, state, now));
        var failures = BackOff.CountWith(_record.Failures, _record.ReadySince, now);
        EndAttempt(ended with { Failures = failures, StartAt = now + BackOff.After(failures) });
    }

    private Task EndWhatIsMarkedAsync(CancellationToken stop) =>
        _record.Mark is { } mark ? tools.Marks.EndAsync(mark, stop) : Task.CompletedTask;

    private ReplicaExit ExitOf(ExitFile? exit, StateFile state, DateTimeOffset now) => new(
        Name, Template, exit?.EndedAt ?? now, exit?.ExitCode, exit is null ? "SIGKILL" : exit.Signal, exit?.OutOfMemory ?? false,
        WasReady: _record.ReadySince is not null,
        new ReplicaLogTail(directory, tools.Clock).Last(LastLines, state.StartedAt).ToEquatableList());

    private void FindState()
    {
        if (_state?.Model is not null)
            return;
        var unknown = _state is null;
        _state = Files.ReadState() is { } state && state.Attempt == _record.Attempt ? state : null;
        if (unknown && _untilKilled is not null)
            _state?.Supervisor.Terminate(); // it took over after it was to be asked
    }

    private string CommandOf(ReplicaRecord record) =>
        tools.Options.Images.TryGetValue(record.Template.Image, out var image) ? image.Command[0] : record.Template.Image;

    private void EndAttempt(ReplicaRecord ended)
    {
        tools.Ports.Return(_record.Port);
        (_state, _readiness, _untilKilled) = (null, null, null);
        Remember(ended);
    }

    private void Postpone(Failure because)
    {
        var now = tools.Clock.GetUtcNow();
        var since = _record.Problem is { } before && before.Failure == because ? before.Since : now;
        Remember(_record with
        {
            Problem = new ReplicaProblem(because, since, Certain: true),
            Failures = _record.Failures + 1,
            StartAt = now + BackOff.After(_record.Failures + 1),
        });
    }

    private void Remember(ReplicaRecord record)
    {
        _record = record;
        directory.WriteRecord(record);
    }

    private static void Kill(StateFile state)
    {
        state.Supervisor.KillGroup();
        state.Model?.KillGroup();
    }
}
