using System.Globalization;
using System.Text.Json.Nodes;

namespace ModelDeploy.Kubernetes.Leadership;

/// <summary>Whose a lease is, and what is written into it.</summary>
internal static class LeaseRules
{
    /// <summary>What <paramref name="me"/> does about a lease that is not held by this process as far as it knows.</summary>
    /// <param name="lease">What the lease says; null when there is none.</param>
    /// <param name="me">The name of this process; no other one ever bears it.</param>
    /// <param name="unchangedFor">How long ago, by our own clock, it was first seen as it is.</param>
    /// <param name="times">The usual times.</param>
    public static LeaseStep StepFor(LeaseSpec? lease, string me, TimeSpan unchangedFor, LeaseTimes times)
    {
        if (lease is null)
            return LeaseStep.Create;
        if (string.IsNullOrEmpty(lease.HolderIdentity) || lease.HolderIdentity == me) // ours: a write whose answer was lost
            return LeaseStep.Take;
        var promised = lease.LeaseDurationSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : times.Duration;
        return unchangedFor >= promised ? LeaseStep.Take : LeaseStep.Wait;
    }

    /// <summary>Who leads, as somebody sees it who only looks on; null when nobody does, as far as can be told.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="renewedFor">How long ago, by our own clock, it was seen to change; null when it never was: it may be of yesterday.</param>
    /// <param name="times">The usual times.</param>
    public static LeaseHolder? HolderOf(Lease lease, TimeSpan? renewedFor, LeaseTimes times)
    {
        if (lease.Spec?.HolderIdentity is not { Length: > 0 } holder || renewedFor is not { } ago || ago >= times.Duration)
            return null;
        var notes = lease.Metadata.Annotations;
        return new LeaseHolder(
            holder, notes?.GetValueOrDefault(Labels.Looked) == holder, TroubleNote.Read(notes?.GetValueOrDefault(Labels.Trouble), holder));
    }

    /// <summary>How much longer a holder may act that renewed so long ago; nothing or less when it must stop.</summary>
    public static TimeSpan LeftFor(TimeSpan sinceRenewed, LeaseTimes times) => times.GiveUpAfter - sinceRenewed;

    /// <summary>What is written to become the holder.</summary>
    public static JsonObject Taken(LeaseSpec? before, string me, DateTimeOffset now, LeaseTimes times)
    {
        var changesHands = before is not null && before.HolderIdentity != me;
        return new JsonObject
        {
            ["holderIdentity"] = me,
            ["leaseDurationSeconds"] = (int)times.Duration.TotalSeconds,
            ["leaseTransitions"] = (before?.LeaseTransitions ?? 0) + (changesHands ? 1 : 0),
            ["acquireTime"] = TimeOf(now),
            ["renewTime"] = TimeOf(now),
        };
    }

    /// <summary>What is written to stay the holder.</summary>
    public static JsonObject Renewed(DateTimeOffset now) => new() { ["renewTime"] = TimeOf(now) };

    /// <summary>What is written to leave it to others.</summary>
    public static JsonObject Released(DateTimeOffset now) => new() { ["holderIdentity"] = null, ["renewTime"] = TimeOf(now) };

    // A MicroTime: the API server accepts nothing finer and nothing coarser.
    private static string TimeOf(DateTimeOffset now) => now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
