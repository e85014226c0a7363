namespace ModelDeploy.Gateway.Routing;

/// <summary>
/// What the last calls to a replica showed. Immutable and without a clock; <c>now</c> is the time since any fixed moment.
/// </summary>
internal sealed record ReplicaHealth
{
    /// <summary>Nothing is known against it.</summary>
    public static readonly ReplicaHealth Sound = new();

    /// <summary>Failed calls since it last answered, while it was in rotation.</summary>
    public int Failures { get; private init; }

    /// <summary>How often it was taken out since it last answered.</summary>
    public int Ejections { get; private init; }

    /// <summary>When its rest ends; null while it is in rotation.</summary>
    public TimeSpan? OutUntil { get; private init; }

    /// <summary>Whether one request is trying it now.</summary>
    public bool OnTrial { get; private init; }

    public ReplicaStanding StandingAt(TimeSpan now)
    {
        if (OutUntil is not { } until)
            return ReplicaStanding.In;
        return OnTrial || now < until ? ReplicaStanding.Out : ReplicaStanding.Due;
    }

    /// <summary>A request has been chosen to try it.</summary>
    public ReplicaHealth Tried() => this with { OnTrial = true };

    /// <summary>
    /// After a call: an answer clears everything, enough failures in a row take it out, and a failure after a rest means a
    /// longer one. Failures during the rest belong to calls that began before it and say nothing new.
    /// </summary>
    public ReplicaHealth After(CallOutcome outcome, TimeSpan now, EjectionRules rules) => outcome switch
    {
        CallOutcome.Answered => Sound,
        CallOutcome.Undecided => OnTrial ? this with { OnTrial = false } : this,
        CallOutcome.Failed or CallOutcome.NotTaken or CallOutcome.Broke when OutUntil is null && Failures + 1 < rules.Failures => this with { Failures = Failures + 1 },
        CallOutcome.Failed or CallOutcome.NotTaken or CallOutcome.Broke when OutUntil is { } until && !OnTrial && now < until => this,
        _ => new ReplicaHealth { Failures = Failures + 1, Ejections = Ejections + 1, OutUntil = now + rules.RestOf(Ejections + 1) },
    };
}
