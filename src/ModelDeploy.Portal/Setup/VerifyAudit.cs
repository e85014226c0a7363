using ModelDeploy.Core.Audit;
using ModelDeploy.Local.Store;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Setup;

/// <summary><c>--verify-audit</c>: reads the audit from the first entry on and says whether it is what was written. Also while a portal runs.</summary>
public static class VerifyAudit
{
    /// <summary>What the process ends with when the audit is not what was written.</summary>
    public const int Wrong = 2;

    /// <summary>Prints the verdict: 0 when all is right, else <see cref="Wrong"/>.</summary>
    /// <param name="options">Where the audit is.</param>
    /// <param name="file">A log or an exported file to look at instead of the database; null for the database.</param>
    /// <param name="noted">An entry that was noted down (<c>17:3f…</c>); null for none.</param>
    /// <exception cref="StartRefusedException">There is nothing to look at, or <paramref name="noted"/> is no entry.</exception>
    public static async Task<int> RunAsync(ModelDeployOptions options, string? file, string? noted)
    {
        var head = noted is null ? null : AuditHead.Parse(noted)
            ?? throw new StartRefusedException("--audit-head needs a number and a hash as the log and the System page tell them: 17:3f0c…");
        try
        {
            return file is null ? await TellAsync(await OfDatabaseAsync(options, head)) : await OfFileAsync(file, head);
        }
        catch (Exception failure) when (failure is LocalStoreException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(failure.Message, failure);
        }
    }

    private static Task<AuditVerdict> OfDatabaseAsync(ModelDeployOptions options, AuditHead? head) => options.Store is StoreKind.Kubernetes
        ? throw new StartRefusedException("With Store Kubernetes the audit is in the logs of the portals. Name a file of them: --audit-file=portal.log")
        : LocalStore.VerifyAuditAsync(options.DataDirectory, head, CancellationToken.None);

    private static async Task<int> OfFileAsync(string file, AuditHead? head)
    {
        var chains = await AuditFile.ReadAsync(File.ReadLinesAsync(file), head, CancellationToken.None);
        if (chains.Count == 0)
            throw new StartRefusedException($"{file} holds no entry of an audit.");
        var worst = 0;
        foreach (var (chain, first, verdict) in chains)
        {
            await Console.Out.WriteLineAsync($"Chain {chain}, from entry {first} on:");
            worst = Math.Max(worst, await TellAsync(verdict));
        }
        return worst;
    }

    private static async Task<int> TellAsync(AuditVerdict verdict)
    {
        var head = verdict.Head is { } last ? new AuditHead(last.Number, last.Hash).ToString() : "none";
        await Console.Out.WriteLineAsync($"{verdict.Count} entries are as they were written. Last: {head}");
        if (verdict.Flaw is not { } flaw)
            return 0;
        await Console.Out.WriteLineAsync($"Entry {verdict.FlawAt}: {SentenceOf(flaw)}");
        return Wrong;
    }

    private static string SentenceOf(AuditFlaw flaw) => flaw switch
    {
        AuditFlaw.Missing => "entries before it are missing.",
        AuditFlaw.Replaced => "it follows another entry than the one that is before it now.",
        AuditFlaw.Changed => "it does not say what it said when it was written.",
        AuditFlaw.Another => "it is not the one that was noted down.",
        AuditFlaw.CutOff => "it was noted down, and is not there any more.",
    };
}
