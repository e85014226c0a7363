using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelDeploy.Core.Audit;

/// <summary>How entries vouch for those before them: whoever changes one, leaves one out or puts one in has to write all that follow anew.</summary>
public static class AuditChain
{
    /// <summary>What the first entry names as the hash before it.</summary>
    public const string Beginning = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>The entry of an event, behind <paramref name="last"/> or, when that is null, as the first.</summary>
    public static AuditEntry Next(AuditEntry? last, AuditEvent what)
    {
        var (number, previous, text) = ((last?.Number ?? 0) + 1, last?.Hash ?? Beginning, AuditJson.Write(what));
        return new AuditEntry(number, previous, HashOf(number, previous, text), text);
    }

    /// <summary>Why the entry is not the one that follows <paramref name="last"/>; null when it is.</summary>
    public static AuditFlaw? FlawOf(AuditEntry? last, AuditEntry entry) =>
        entry.Number != (last?.Number ?? 0) + 1 ? AuditFlaw.Missing
        : entry.Previous != (last?.Hash ?? Beginning) ? AuditFlaw.Replaced
        : entry.Hash != HashOf(entry.Number, entry.Previous, entry.Text) ? AuditFlaw.Changed
        : null;

    private static string HashOf(long number, string previous, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}\n{previous}\n{text}"))));
}
