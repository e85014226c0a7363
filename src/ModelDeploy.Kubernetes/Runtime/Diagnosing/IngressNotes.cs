using System.Text.RegularExpressions;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>What stands between callers and ready replicas at a deployment's Ingress. Pure.</summary>
internal static partial class IngressNotes
{
    /// <summary>How long after it was made nothing is said of an Ingress: controllers, load balancers and certificates need their time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>How often it is looked at while something is wrong with it: what happens to it does not always change it.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMinutes(2);

    private const int LongestQuote = 400;

    /// <summary>The note, or null when nothing is wrong, or it is too early to say.</summary>
    /// <param name="ingress">The Ingress, or null.</param>
    /// <param name="evidence">What was asked about it.</param>
    /// <param name="now">The time.</param>
    public static string? Of(ChildObject? ingress, IngressEvidence evidence, DateTimeOffset now)
    {
        if (ingress is null || !IsWorthAsking(ingress) || now < DueAt(ingress))
            return null;
        var said = evidence.IsOf(ingress) ? Said(ingress, evidence) : null;
        // A controller that warns has taken it up; a missing Secret says nothing of that.
        return !ingress.HasAddress && (said is null || StandingWarning(evidence) is null)
            ? Joined(ClusterNotes.IngressWithoutAddress(ingress.IngressClass, Patience), said)
            : said;
    }

    /// <summary>Whether there may be anything to say of it: one with an address and without a certificate does its work.</summary>
    public static bool IsWorthAsking(ChildObject ingress) => ingress.Metadata.DeletionTimestamp is null && (!ingress.HasAddress || ingress.TlsSecret is not null);

    /// <summary>From when on something is said of it.</summary>
    public static DateTimeOffset DueAt(ChildObject ingress) => (ingress.Metadata.CreationTimestamp ?? default) + Patience;

    /// <summary>When time alone, or what does not change the Ingress, may change the note; null for never.</summary>
    public static DateTimeOffset? LookAgainAt(ChildObject? ingress, IngressEvidence evidence, DateTimeOffset now)
    {
        if (ingress is null || !IsWorthAsking(ingress))
            return null;
        if (now < DueAt(ingress))
            return DueAt(ingress);
        return Of(ingress, evidence, now) is null ? null : now + Pace;
    }

    private static string? Said(ChildObject ingress, IngressEvidence evidence)
    {
        if (evidence.IsSecretMissing && ingress.TlsSecret is { } secret)
            return ClusterNotes.IngressSecretMissing(secret);
        if (StandingWarning(evidence) is not { } warning)
            return null;
        var quote = $"{warning.Reason}: {OneLine(warning.Message)}";
        return IsOfCertificates(warning) ? ClusterNotes.IngressCertificate(quote) : ClusterNotes.IngressWarning(quote);
    }

    /// <summary>The newest warning after which the one who gave it has told nothing better; those of certificates before others.</summary>
    private static EventObject? StandingWarning(IngressEvidence evidence)
    {
        var standing = evidence.Events.Where(item => item.Type is "Warning" && !evidence.Events.Any(later => IsBetter(later, item))).ToList();
        return standing.LastOrDefault(IsOfCertificates) ?? standing.LastOrDefault();
    }

    private static bool IsBetter(EventObject later, EventObject warning) => later.Type is "Normal" && later.Teller == warning.Teller && later.At > warning.At;

    private static bool IsOfCertificates(EventObject warning) =>
        warning.Teller.StartsWith("cert-manager", StringComparison.Ordinal) || CertificateWord().IsMatch(warning.Reason) || CertificateWord().IsMatch(warning.Message);

    private static string Joined(string first, string? second) => second is null ? first : ClusterNotes.Both(first, second);

    private static string OneLine(string message)
    {
        var line = WhiteSpace().Replace(ClusterText.Stable(message), " ").TrimEnd('.');
        return line.Length <= LongestQuote ? line : line[..LongestQuote] + "…";
    }

    // MissingSecretRef, secretName, TLS, PEM_read_bio_X509_AUX
    [GeneratedRegex(@"(?:tls|certs?|certificates?)(?![a-z])|x\.?509|secret", RegexOptions.IgnoreCase)]
    private static partial Regex CertificateWord();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
