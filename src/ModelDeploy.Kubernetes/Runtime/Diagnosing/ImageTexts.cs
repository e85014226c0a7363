using ModelDeploy.Core.Diagnosis;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>Why an image could not be fetched, from what registries and container runtimes say. The one table for it.</summary>
internal static class ImageTexts
{
    /// <summary>Looked for in this order, whatever the case; the first that stands in the text decides.</summary>
    private static readonly (string Part, FailureReason Reason)[] Table =
    [
        ("toomanyrequests", FailureReason.ImagePull),
        ("too many requests", FailureReason.ImagePull),
        ("pull rate limit", FailureReason.ImagePull),
        ("x509:", FailureReason.ImagePull),
        ("tls:", FailureReason.ImagePull),
        ("http response to https client", FailureReason.ImagePull),
        ("no such host", FailureReason.ImagePull),
        ("connection refused", FailureReason.ImagePull),
        ("i/o timeout", FailureReason.ImagePull),
        ("deadline exceeded", FailureReason.ImagePull),
        ("no space left", FailureReason.ImagePull),
        ("invalid reference format", FailureReason.ImageInvalid),
        ("no match for platform", FailureReason.ImageInvalid),
        ("no matching manifest for", FailureReason.ImageInvalid),
        ("exec format error", FailureReason.ImageInvalid),
        ("manifest unknown", FailureReason.ImageNotFound),
        ("name unknown", FailureReason.ImageNotFound),
        ("manifest_unknown", FailureReason.ImageNotFound),
        ("name_unknown", FailureReason.ImageNotFound),
        ("pull access denied", FailureReason.ImageNotFound),
        ("repository does not exist", FailureReason.ImageNotFound),
        ("errimageneverpull", FailureReason.ImageNotFound),
        ("unauthorized", FailureReason.ImageAuth),
        ("401 ", FailureReason.ImageAuth),
        ("403 ", FailureReason.ImageAuth),
        ("authentication required", FailureReason.ImageAuth),
        ("authorization failed", FailureReason.ImageAuth),
        ("no basic auth credentials", FailureReason.ImageAuth),
        ("insufficient_scope", FailureReason.ImageAuth),
        ("denied:", FailureReason.ImageAuth),
        ("access denied", FailureReason.ImageAuth),
        ("forbidden", FailureReason.ImageAuth),
        ("not found", FailureReason.ImageNotFound),
        ("does not exist", FailureReason.ImageNotFound),
    ];

    /// <summary>The failure that this text tells.</summary>
    /// <param name="image">The reference.</param>
    /// <param name="text">What was said; perhaps no more than that it is tried again.</param>
    /// <param name="hasSecret">Whether a pull secret was given: who shows a secret and is told that there is no such image is not let in.</param>
    public static Failure FailureOf(string image, string text, bool hasSecret)
    {
        var detail = ClusterText.Stable(text);
        return ReasonOf(image, text, hasSecret) switch
        {
            FailureReason.ImageInvalid => Failures.ImageInvalid(image, detail),
            FailureReason.ImageNotFound => Failures.ImageNotFound(image, detail),
            FailureReason.ImageAuth => Failures.ImageAuth(image, detail),
            _ => Failures.ImagePull(image, detail),
        };
    }

    private static FailureReason ReasonOf(string image, string text, bool hasSecret)
    {
        var said = image.Length == 0 ? text : text.Replace(image, "", StringComparison.Ordinal); // its own name says nothing
        var (part, reason) = Table.FirstOrDefault(entry => said.Contains(entry.Part, StringComparison.OrdinalIgnoreCase));
        return part switch
        {
            null => FailureReason.ImagePull,
            "pull access denied" or "repository does not exist" when hasSecret => FailureReason.ImageAuth,
            _ => reason,
        };
    }
}
