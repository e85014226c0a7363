namespace ModelDeploy.Core.Audit;

/// <summary>What a look at a whole chain has found.</summary>
/// <param name="Count">How many entries were looked at and found right, from the first on.</param>
/// <param name="Head">The last of these; null when there is none.</param>
/// <param name="Flaw">What is wrong with the next one; null when all are right.</param>
/// <param name="FlawAt">The number of the entry that is wrong; null when all are right.</param>
public sealed record AuditVerdict(long Count, AuditEntry? Head, AuditFlaw? Flaw = null, long? FlawAt = null)
{
    /// <summary>Reads entries, the oldest first, until the end or the first that is wrong.</summary>
    /// <param name="entries">The chain.</param>
    /// <param name="noted">An entry that somebody has noted down elsewhere: it must be in it. Null: nothing is known.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<AuditVerdict> OfAsync(IAsyncEnumerable<AuditEntry> entries, AuditHead? noted, CancellationToken stop)
    {
        var count = 0L;
        AuditEntry? last = null;
        await foreach (var entry in entries.WithCancellation(stop))
        {
            var flaw = AuditChain.FlawOf(last, entry) ?? (noted?.Number == entry.Number && noted.Hash != entry.Hash ? AuditFlaw.Another : null);
            if (flaw is not null)
                return new AuditVerdict(count, last, flaw, entry.Number);
            (count, last) = (count + 1, entry);
        }
        return noted is { Number: var number } && number > count
            ? new AuditVerdict(count, last, AuditFlaw.CutOff, number)
            : new AuditVerdict(count, last);
    }
}
