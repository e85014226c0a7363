using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Leadership;

/// <summary>
/// Leadership by a Lease in the cluster. Only our own clock counts, and only how much of it has passed. After
/// client-go's leader election, with two differences: it is renewed until the leader has really ended, and released only then.
/// </summary>
public sealed partial class LeaseLeadership : ILeadership
{
    private static readonly TimeSpan ReleasePatience = TimeSpan.FromSeconds(5);

    private readonly LeaseClient _lease;
    private readonly LeaseTimes _times;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly string _me;
    private string? _told;

    /// <summary>A candidate for the leadership in this namespace.</summary>
    public LeaseLeadership(ApiClient client, string inNamespace, TimeProvider clock, ILogger<LeaseLeadership> logger)
        : this(client, inNamespace, new LeaseTimes(), clock, logger)
    {
    }

    internal LeaseLeadership(ApiClient client, string inNamespace, LeaseTimes times, TimeProvider clock, ILogger logger)
    {
        // Another name at each start: a container that is started again keeps its host name, and is not who it was.
        _me = $"{Environment.MachineName}_{Guid.NewGuid():N}";
        _lease = new LeaseClient(client, inNamespace, _me, times, clock);
        (_times, _clock, _logger) = (times, clock, logger);
    }

    /// <summary>The name under which this process holds the lease.</summary>
    internal string Identity => _me;

    /// <inheritdoc />
    public async Task RunWhileLeadingAsync(Func<CancellationToken, Task> lead, CancellationToken stop)
    {
        while (await AcquiredAsync(stop) is { } held)
            await LeadAsync(held, lead, stop);
    }

    private async Task LeadAsync(Held held, Func<CancellationToken, Task> lead, CancellationToken stop)
    {
        Log.Leads(_logger, _me);
        using var leading = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var ended = new CancellationTokenSource();
        var keeping = KeepAsync(held, ended.Token);
        var work = WorkAsync(lead, leading.Token);
        if (await Task.WhenAny(work, keeping) == keeping)
            await leading.CancelAsync();
        try
        {
            await work;
        }
        finally
        {
            await ended.CancelAsync();
            if (await keeping)
                await ReleaseAsync();
        }
    }

    private static async Task WorkAsync(Func<CancellationToken, Task> lead, CancellationToken leading)
    {
        try
        {
            await lead(leading);
            await Task.Delay(Timeout.Infinite, leading);
        }
        catch (OperationCanceledException) when (leading.IsCancellationRequested)
        {
            // Asked to stop: the one way to end.
        }
    }

    /// <summary>Waits until the lease is this process's; null when it shall wait no longer.</summary>
    private async Task<Held?> AcquiredAsync(CancellationToken stop)
    {
        (string Version, long At)? seen = null;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var looked = await _lease.ReadAsync(stop);
                if (looked.Value is { } lease && seen?.Version != lease.Metadata.ResourceVersion)
                    seen = (lease.Metadata.ResourceVersion, _clock.GetTimestamp());
                if (await TakenAsync(looked, seen?.At, stop) is { } held)
                    return held;
                await Task.Delay(_times.RenewEvery, _clock, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return null;
            }
        }
        return null;
    }

    /// <summary>The lease if it can be taken and was; null when another look is needed.</summary>
    private async Task<Held?> TakenAsync(ApiResult<Lease> looked, long? unchangedSince, CancellationToken stop)
    {
        if (!looked.Is(out var lease, out var error) && error.Reason is not ApiReason.NotFound)
        {
            Tell(error);
            return null;
        }
        var unchangedFor = unchangedSince is { } at ? _clock.GetElapsedTime(at) : TimeSpan.Zero;
        var asked = _clock.GetTimestamp();
        ApiResult<Lease> written;
        switch (LeaseRules.StepFor(lease is null ? null : lease.Spec ?? new LeaseSpec(), _me, unchangedFor, _times))
        {
            case LeaseStep.Create:
                written = await _lease.CreateAsync(stop);
                break;
            case LeaseStep.Take:
                written = await _lease.TakeAsync(lease!, stop);
                break;
            default:
                TellOf(lease!.Spec!.HolderIdentity!);
                return null;
        }
        if (!written.Is(out var ours, out error))
        {
            if (error.Reason is not (ApiReason.Conflict or ApiReason.AlreadyExists))
                Tell(error);
            return null;
        }
        // An answer that came too late to be acted upon: the next look finds our name in it and takes it again.
        return LeaseRules.LeftFor(_clock.GetElapsedTime(asked), _times) > TimeSpan.Zero ? new Held(ours.Metadata.ResourceVersion, asked) : null;
    }

    /// <summary>Renews until asked to end (then true) or until the lease is lost.</summary>
    private async Task<bool> KeepAsync(Held held, CancellationToken ended)
    {
        _told = null;
        while (true)
        {
            var left = LeaseRules.LeftFor(_clock.GetElapsedTime(held.RenewedAt), _times);
            await Task.Delay(left < _times.RenewEvery ? Positive(left) : _times.RenewEvery, _clock, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested)
                return true;
            left = LeaseRules.LeftFor(_clock.GetElapsedTime(held.RenewedAt), _times);
            if (left <= TimeSpan.Zero)
            {
                Log.GaveUp(_logger, _times.GiveUpAfter.TotalSeconds);
                return false;
            }
            using var patience = new CancellationTokenSource(left, _clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ended);
            try
            {
                if (await RenewedAsync(held, either.Token) is not { } renewed)
                    return false;
                held = renewed;
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                // Ended, or no answer in time: the next turn tells which.
            }
        }
    }

    /// <summary>The lease after a try to renew it, which may have failed; null when it is somebody else's.</summary>
    private async Task<Held?> RenewedAsync(Held held, CancellationToken stop)
    {
        var asked = _clock.GetTimestamp();
        var written = await _lease.RenewAsync(held.Version, stop);
        if (written.Value is { } ours)
        {
            _told = null;
            return new Held(ours.Metadata.ResourceVersion, asked);
        }
        var error = written.Error!;
        if (error.Reason is ApiReason.Conflict)
        {
            // Somebody took it, or only touched it (an annotation), or an answer of ours was lost.
            var looked = await _lease.ReadAsync(stop);
            if (looked.Value is { } lease && lease.Spec?.HolderIdentity == _me)
                return held with { Version = lease.Metadata.ResourceVersion };
            if (looked.Value is { } theirs)
            {
                Log.Lost(_logger, theirs.Spec?.HolderIdentity ?? "");
                return null;
            }
            error = looked.Error!;
        }
        if (error.Reason is ApiReason.NotFound)
        {
            Log.Lost(_logger, "");
            return null;
        }
        Tell(error);
        return held;
    }

    private async Task ReleaseAsync()
    {
        using var patience = new CancellationTokenSource(ReleasePatience, _clock);
        try
        {
            if (await _lease.ReleaseAsync(patience.Token) is { } error)
                Log.NotReleased(_logger, $"{error}");
        }
        catch (OperationCanceledException)
        {
            Log.NotReleased(_logger, "The API server did not answer in time.");
        }
    }

    private void Tell(ApiError error)
    {
        var sentence = ClusterTrouble.SentenceFor(error);
        if (_told == sentence)
            return;
        _told = sentence;
        Log.Troubled(_logger, sentence);
    }

    private void TellOf(string holder)
    {
        if (_told == holder)
            return;
        _told = holder;
        Log.Waits(_logger, holder);
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    /// <summary>That the lease is ours.</summary>
    /// <param name="Version">The version that we know of it.</param>
    /// <param name="RenewedAt">The moment before the write that was accepted last, by our own clock.</param>
    private sealed record Held(string Version, long RenewedAt);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "This process leads as {Identity}")]
        public static partial void Leads(ILogger logger, string identity);

        [LoggerMessage(2, LogLevel.Information, "{Holder} leads; this process waits")]
        public static partial void Waits(ILogger logger, string holder);

        [LoggerMessage(3, LogLevel.Warning, "The leadership is lost; the lease is held by \"{Holder}\"")]
        public static partial void Lost(ILogger logger, string holder);

        [LoggerMessage(4, LogLevel.Warning, "The leadership is given up: the lease could not be renewed for {Seconds} s")]
        public static partial void GaveUp(ILogger logger, double seconds);

        [LoggerMessage(5, LogLevel.Warning, "The lease cannot be read or written: {Sentence}")]
        public static partial void Troubled(ILogger logger, string sentence);

        [LoggerMessage(6, LogLevel.Warning, "The lease could not be released; others take over when it has expired. {Error}")]
        public static partial void NotReleased(ILogger logger, string error);
    }
}
