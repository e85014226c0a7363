namespace ModelDeploy.Core.Audit;

/// <summary>Looks at audits in files: exported ones, and logs, which hold other lines too and several chains, perhaps without their beginning.</summary>
public static class AuditFile
{
    /// <summary>What is in it: each chain with the number of the first entry that was found of it, and what was found.</summary>
    /// <param name="lines">The file's lines.</param>
    /// <param name="noted">An entry that was noted down: the chain that has its hash must have it in its place. Null: nothing is known.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<IReadOnlyList<(string Chain, long First, AuditVerdict Verdict)>> ReadAsync(IAsyncEnumerable<string> lines, AuditHead? noted, CancellationToken stop)
    {
        var chains = new Dictionary<string, (long First, AuditVerdict Verdict)>(StringComparer.Ordinal);
        await foreach (var line in lines.WithCancellation(stop))
        {
            if (AuditLine.Read(line) is not var (chain, entry))
                continue;
            if (!chains.TryGetValue(chain, out var known))
                known = (entry.Number, new AuditVerdict(0, null));
            if (known.Verdict.Flaw is null)
                chains[chain] = (known.First, Next(known.Verdict, entry, noted));
        }
        return [.. chains.Select(chain => (chain.Key, chain.Value.First, chain.Value.Verdict))];
    }

    // The first that is found of a chain is taken at its word about what was before it.
    private static AuditVerdict Next(AuditVerdict before, AuditEntry entry, AuditHead? noted)
    {
        var last = before.Head ?? new AuditEntry(entry.Number - 1, "", entry.Previous, "");
        var flaw = AuditChain.FlawOf(last, entry) ?? (noted?.Number == entry.Number && noted.Hash != entry.Hash ? AuditFlaw.Another : null);
        return flaw is null ? new AuditVerdict(before.Count + 1, entry) : before with { Flaw = flaw, FlawAt = entry.Number };
    }
}
