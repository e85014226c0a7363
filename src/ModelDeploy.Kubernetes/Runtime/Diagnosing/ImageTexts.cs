using ModelDeploy.Core.Diagnosis;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>Why an image could not be fetched, from what registries and container runtimes say. The one table for it.</summary>
internal static class ImageTexts
{
    /// <summary>Said of the name; what else is invalid is an image for another processor.</summary>
    private const string Malformed = "invalid reference format";

    /// <summary>Looked for in this order, whatever the case; the first that stands in the text decides.</summary>
    private static readonly (string Part, FailureReason Reason, PullTrouble Trouble)[] Table =
    [
        ("toomanyrequests", FailureReason.ImagePull, PullTrouble.RateLimit),
        ("too many requests", FailureReason.ImagePull, PullTrouble.RateLimit),
        ("pull rate limit", FailureReason.ImagePull, PullTrouble.RateLimit),
        ("pull qps exceeded", FailureReason.ImagePull, PullTrouble.RateLimit), // kubelet's own
        ("x509:", FailureReason.ImagePull, PullTrouble.Tls),
        ("tls:", FailureReason.ImagePull, PullTrouble.Tls),
        ("tls handshake", FailureReason.ImagePull, PullTrouble.Tls),
        ("http response to https client", FailureReason.ImagePull, PullTrouble.Tls),
        ("no such host", FailureReason.ImagePull, PullTrouble.Unreachable),
        ("server misbehaving", FailureReason.ImagePull, PullTrouble.Unreachable),
        ("connection refused", FailureReason.ImagePull, PullTrouble.Unreachable),
        ("connection reset", FailureReason.ImagePull, PullTrouble.Unreachable),
        ("no route to host", FailureReason.ImagePull, PullTrouble.Unreachable),
        ("network is unreachable", FailureReason.ImagePull, PullTrouble.Unreachable),
        ("i/o timeout", FailureReason.ImagePull, PullTrouble.Unreachable),
        ("request canceled", FailureReason.ImagePull, PullTrouble.Unreachable),
        ("deadline exceeded", FailureReason.ImagePull, PullTrouble.Unreachable),
        ("service unavailable", FailureReason.ImagePull, PullTrouble.Unreachable),
        ("bad gateway", FailureReason.ImagePull, PullTrouble.Unreachable),
        ("internal server error", FailureReason.ImagePull, PullTrouble.Unreachable),
        ("no space left", FailureReason.ImagePull, PullTrouble.NoSpace),
        (Malformed, FailureReason.ImageInvalid, default),
        ("no match for platform", FailureReason.ImageInvalid, default),
        ("no matching manifest for", FailureReason.ImageInvalid, default),
        ("no image found in manifest list for", FailureReason.ImageInvalid, default),
        ("no image found in image index for", FailureReason.ImageInvalid, default),
        ("exec format error", FailureReason.ImageInvalid, default),
        ("manifest unknown", FailureReason.ImageNotFound, default),
        ("name unknown", FailureReason.ImageNotFound, default),
        ("manifest_unknown", FailureReason.ImageNotFound, default),
        ("name_unknown", FailureReason.ImageNotFound, default),
        ("pull access denied", FailureReason.ImageNotFound, default),
        ("repository does not exist", FailureReason.ImageNotFound, default),
        ("unauthorized", FailureReason.ImageAuth, default),
        ("401 ", FailureReason.ImageAuth, default),
        ("403 ", FailureReason.ImageAuth, default),
        ("authentication required", FailureReason.ImageAuth, default),
        ("authorization failed", FailureReason.ImageAuth, default),
        ("no basic auth credentials", FailureReason.ImageAuth, default),
        ("insufficient_scope", FailureReason.ImageAuth, default),
        ("unable to retrieve auth token", FailureReason.ImageAuth, default),
        ("denied:", FailureReason.ImageAuth, default),
        ("access denied", FailureReason.ImageAuth, default),
        ("access to the resource is denied", FailureReason.ImageAuth, default),
        ("forbidden", FailureReason.ImageAuth, default),
        ("not found", FailureReason.ImageNotFound, default),
        ("does not exist", FailureReason.ImageNotFound, default),
    ];

    /// <summary>The failure that this text tells.</summary>
    /// <param name="image">The reference.</param>
    /// <param name="text">What was said; perhaps no more than that it is tried again.</param>
    /// <param name="hasSecret">Whether a pull secret was given: who shows a secret and is told that there is no such image is not let in.</param>
    public static Failure FailureOf(string image, string text, bool hasSecret)
    {
        var detail = ClusterText.Stable(text);
        var (part, reason, trouble) = EntryOf(image, text, hasSecret);
        return reason switch
        {
            FailureReason.ImageInvalid when part == Malformed => Failures.ImageInvalid(image, detail),
            FailureReason.ImageInvalid => ClusterFailures.ImageNotRunnable(image, detail),
            FailureReason.ImageNotFound => Failures.ImageNotFound(image, detail),
            FailureReason.ImageAuth => Failures.ImageAuth(image, detail),
            _ => Failures.ImagePull(image, detail, trouble),
        };
    }

    private static (string Part, FailureReason Reason, PullTrouble Trouble) EntryOf(string image, string text, bool hasSecret)
    {
        var said = image.Length == 0 ? text : text.Replace(image, "", StringComparison.Ordinal); // its own name says nothing
        var entry = Table.FirstOrDefault(entry => said.Contains(entry.Part, StringComparison.OrdinalIgnoreCase));
        return entry.Part switch
        {
            null => ("", FailureReason.ImagePull, PullTrouble.Unknown),
            "pull access denied" or "repository does not exist" when hasSecret => entry with { Reason = FailureReason.ImageAuth },
            _ => entry,
        };
    }
}
