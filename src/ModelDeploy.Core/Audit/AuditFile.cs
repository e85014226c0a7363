namespace ModelDeploy.Core.Audit;

/// <summary>Looks at audits in files: exported ones, and logs, which hold other lines too and several chains, perhaps without their beginning.</summary>
public static class AuditFile
{
    /// <summary>What is in it: each chain with the number of the first entry that was found of it, and what was found.</summary>
    /// <param name="lines">The file's lines.</param>
    /// <param name="noted">An entry that was noted down: one of the chains must hold it, or none is believed. Null: nothing is known.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<IReadOnlyList<(string Chain, long First, AuditVerdict Verdict)>> ReadAsync(IAsyncEnumerable<string> lines, AuditHead? noted, CancellationToken stop)
    {
        var chains = new Dictionary<string, (long First, AuditVerdict Verdict)>(StringComparer.Ordinal);
        var holdsNoted = noted is null;
        await foreach (var line in lines.WithCancellation(stop))
        {
            if (AuditLine.Read(line) is not var (chain, entry))
                continue;
            if (!chains.TryGetValue(chain, out var known))
                known = (entry.Number, new AuditVerdict(0, null));
            if (known.Verdict.Flaw is not null)
                continue;
            chains[chain] = (known.First, Next(known.Verdict, entry));
            holdsNoted |= chains[chain].Verdict.Flaw is null && new AuditHead(entry.Number, entry.Hash) == noted;
        }
        return [.. chains.Select(chain => (chain.Key, chain.Value.First, holdsNoted ? chain.Value.Verdict : Without(noted!, chain.Value.Verdict)))];
    }

    // The first that is found of a chain is taken at its word about what was before it.
    private static AuditVerdict Next(AuditVerdict before, AuditEntry entry)
    {
        var last = before.Head ?? new AuditEntry(entry.Number - 1, "", entry.Previous, "");
        return AuditChain.FlawOf(last, entry) is not { } flaw ? new AuditVerdict(before.Count + 1, entry) : before with { Flaw = flaw, FlawAt = entry.Number };
    }

    // Which chain it was is not known: each has another entry in its place, or ends before it.
    private static AuditVerdict Without(AuditHead noted, AuditVerdict verdict) => verdict.Flaw is not null
        ? verdict
        : verdict with { Flaw = verdict.Head?.Number >= noted.Number ? AuditFlaw.Another : AuditFlaw.CutOff, FlawAt = noted.Number };
}
