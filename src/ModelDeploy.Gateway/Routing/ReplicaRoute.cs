using System.Diagnostics.CodeAnalysis;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Gateway.Routing;

/// <summary>A replica that takes requests. The object stays the same while the replica does, over all changes of the table.</summary>
public sealed class ReplicaRoute
{
    private int _inFlight;
    private ReplicaHealth _health = ReplicaHealth.Sound;
    private long _distrustedUntil;

    private ReplicaRoute(string name, string template, string origin, ModelTraits model)
    {
        Name = name;
        Template = template;
        Origin = origin;
        Model = model;
    }

    /// <summary>The replica's name, unique within the deployment.</summary>
    public string Name { get; }

    /// <summary>Hash of the template it was made from.</summary>
    public string Template { get; }

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Origin { get; }

    /// <summary>What is known about its server.</summary>
    public ModelTraits Model { get; }

    /// <summary>How many requests it is working on now; also counts after it has left the table.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>What its last calls showed.</summary>
    internal ReplicaHealth Health => Volatile.Read(ref _health);

    /// <summary>Whether it has ever answered a call from here: nothing keeps the gateway out of it, then.</summary>
    internal bool HasAnswered { get; private set; }

    /// <summary>Until when its kept connections are better not used; null when nothing speaks against them.</summary>
    internal TimeSpan? DistrustedUntil => Volatile.Read(ref _distrustedUntil) is not 0 and var ticks ? new TimeSpan(ticks) : null;

    /// <summary>The route to an observed replica; null unless it is ready and has an HTTP address.</summary>
    internal static ReplicaRoute? Of(ReplicaObservation replica, Func<string, ModelTraits> modelOf) =>
        replica.Ready && TryOrigin(replica.Address, out var origin)
            ? new ReplicaRoute(replica.Name, replica.Template, origin, modelOf(replica.Template))
            : null;

    internal bool IsSameAs(ReplicaRoute other) =>
        Name == other.Name && Template == other.Template && Origin == other.Origin;

    internal void Enter() => Interlocked.Increment(ref _inFlight);

    internal void Leave() => Interlocked.Decrement(ref _inFlight);

    internal void Distrust(TimeSpan until) => Volatile.Write(ref _distrustedUntil, until.Ticks);

    /// <summary>Whether the caller is the one that may try it after its rest.</summary>
    internal bool TakeTrial(TimeSpan now)
    {
        var health = Health;
        return health.StandingAt(now) is ReplicaStanding.Due
            && ReferenceEquals(Interlocked.CompareExchange(ref _health, health.Tried(), health), health);
    }

    internal void NoteAnswer()
    {
        // Read by every call, written by one.
        if (!HasAnswered)
            HasAnswered = true;
    }

    /// <summary>Takes in how a call went.</summary>
    internal (ReplicaHealth Before, ReplicaHealth After) Note(CallOutcome outcome, TimeSpan now, EjectionRules rules)
    {
        while (true)
        {
            var before = Health;
            var after = before.After(outcome, now, rules);
            if (ReferenceEquals(Interlocked.CompareExchange(ref _health, after, before), before))
                return (before, after);
        }
    }

    private static bool TryOrigin(string? address, [NotNullWhen(true)] out string? origin)
    {
        origin = Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri.GetLeftPart(UriPartial.Authority)
            : null;
        return origin is not null;
    }
}
