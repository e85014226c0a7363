namespace ModelDeploy.Local.Processes.Probing;

/// <summary>
/// Keeps asking one attempt of one replica: often until it is ready, then now and then; three failures in a row end readiness.
/// Polls, because a listening port offers no watch. Belongs to one loop, which calls <see cref="LookAsync"/>.
/// </summary>
internal sealed class ReadinessWatch(TimeProvider clock, Func<Task<ProbeAnswer?>> ask)
{
    private const int FailuresThatCount = 3;
    private static readonly TimeSpan UntilReady = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan OnceReady = TimeSpan.FromSeconds(2);

    private Task<ProbeAnswer?>? _asking;
    private Countdown? _pause;
    private int _failures;

    /// <summary>Whether it is ready.</summary>
    public bool Ready { get; private set; }

    /// <summary>The newest answer that was not a ready one, while it is not ready; else null.</summary>
    public string? Complaint { get; private set; }

    /// <summary>Since when there is a complaint.</summary>
    public DateTimeOffset ComplaintSince { get; private set; }

    /// <summary>Takes in an answer that has come and asks again when it is time; waits for nothing.</summary>
    public async Task LookAsync(DateTimeOffset now)
    {
        if (_asking is { IsCompleted: true })
        {
            if (await _asking is { } answer)
                Fold(answer, now);
            _asking = null;
            _pause = new Countdown(clock, Ready ? OnceReady : UntilReady);
        }
        if (_asking is null && _pause is null or { IsOver: true })
            _asking = ask();
    }

    /// <summary>Waits for the answer that is under way, if one is.</summary>
    public Task SettleAsync() => _asking ?? Task.CompletedTask;

    private void Fold(ProbeAnswer answer, DateTimeOffset now)
    {
        if (answer.Ready)
        {
            (Ready, _failures, Complaint) = (true, 0, null);
            return;
        }
        _failures++;
        if (Ready && _failures < FailuresThatCount)
            return;
        if (Complaint is null)
            ComplaintSince = now;
        (Ready, Complaint) = (false, answer.What);
    }
}
