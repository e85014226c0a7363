using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Texts;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Leadership;

/// <summary>
/// Follows who leads. Where that is another process, and it has looked at everything, what is stored is shown as true; where nobody leads
/// for a while, or the passes of whoever leads fail, people are told. The process that leads tells the others that it has looked, and that its
/// passes fail.
/// </summary>
public sealed class LeaderFollower
{
    private readonly LeaseClient _lease;
    private readonly LeaseTimes _times;
    private readonly TimeProvider _clock;
    private readonly string _me;
    private readonly FirstLooks _looks;
    private readonly Outages _outages;
    private readonly ControllerService? _controller;
    private string? _version;
    private long? _renewedAt;
    private long _lastLedAt;
    private DateTimeOffset _lastLed;

    /// <summary>A follower of the leadership in this namespace.</summary>
    /// <param name="client">Asks.</param>
    /// <param name="inNamespace">Where the lease is.</param>
    /// <param name="leadership">How this process may lead.</param>
    /// <param name="looks">Is told whether others vouch for what is stored.</param>
    /// <param name="outages">Is told when nobody leads, and when passes fail.</param>
    /// <param name="controller">The controller of this process; null when it has none.</param>
    /// <param name="clock">Waits.</param>
    public LeaderFollower(
        ApiClient client, string inNamespace, LeaseLeadership leadership, FirstLooks looks, Outages outages, ControllerService? controller, TimeProvider clock)
        : this(client, inNamespace, leadership.Identity, new LeaseTimes(), looks, outages, controller, clock)
    {
    }

    internal LeaderFollower(
        ApiClient client, string inNamespace, string me, LeaseTimes times, FirstLooks looks, Outages outages, ControllerService? controller, TimeProvider clock)
    {
        _lease = new LeaseClient(client, inNamespace, me, times, clock);
        (_me, _times, _looks, _outages, _controller, _clock) = (me, times, looks, outages, controller, clock);
    }

    /// <summary>Who leads as far as this process knows; null when nobody does.</summary>
    public LeaseHolder? Holder { get; private set; }

    /// <summary>Follows until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        (_lastLedAt, _lastLed) = (_clock.GetTimestamp(), _clock.GetUtcNow());
        using var timer = new PeriodicTimer(_times.RenewEvery, _clock);
        do
        {
            await LookAsync(stop);
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private async Task LookAsync(CancellationToken stop)
    {
        if (!(await _lease.ReadAsync(stop)).Is(out var lease, out var error) && error.Reason is not ApiReason.NotFound)
            return; // That the cluster does not answer is told by those who read deployments.
        Note(lease?.Metadata.ResourceVersion);
        Holder = lease is null ? null : LeaseRules.HolderOf(lease, _renewedAt is { } at ? _clock.GetElapsedTime(at) : null, _times);
        _looks.LetOthersVouch(Holder is { HasLooked: true } && Holder.Name != _me);
        TellOutage();
        var leadsHere = Holder is not null && Holder.Name == _me;
        var trouble = leadsHere ? OwnTrouble() : Holder?.Trouble;
        _outages.Tell(OutageOf.Passes, trouble);
        if (leadsHere)
            await NoteAsync(lease!, Holder!, trouble, stop);
    }

    private Outage? OwnTrouble() => _controller?.Trouble is { } trouble ? new Outage(OutageOf.Passes, trouble.Since, trouble.Because) : null;

    /// <summary>Tells the others one thing that is not on the lease yet; the next look tells another one, or tries again.</summary>
    private async Task NoteAsync(Lease lease, LeaseHolder held, Outage? trouble, CancellationToken stop)
    {
        var note = TroubleNote.Of(_me, trouble);
        if (!held.HasLooked && _controller is { HasLooked: true })
            await _lease.NoteLookedAsync(lease.Metadata.ResourceVersion, stop);
        else if (note != lease.Metadata.Annotations?.GetValueOrDefault(Labels.Trouble))
            await _lease.NoteTroubleAsync(lease.Metadata.ResourceVersion, note, stop);
    }

    private void Note(string? version)
    {
        if (_version is not null && _version != version)
            _renewedAt = _clock.GetTimestamp();
        _version = version;
    }

    private void TellOutage()
    {
        if (Holder is not null)
            (_lastLedAt, _lastLed) = (_clock.GetTimestamp(), _clock.GetUtcNow());
        _outages.Tell(OutageOf.Controller, _clock.GetElapsedTime(_lastLedAt) < _times.TellAfter
            ? null
            : new Outage(OutageOf.Controller, _lastLed, ClusterTexts.NobodyLeads.With(LeaseClient.Name)));
    }
}
