using ModelDeploy.Core.Diagnosis;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>What refused an object, from the words of the API server. The one table for it.</summary>
internal static class AdmissionTexts
{
    /// <summary>Looked for in this order; the first of which all parts stand in the text decides.</summary>
    private static readonly (string[] Parts, Func<string, Failure> Failure)[] Table =
    [
        (["failed calling webhook"], ClusterFailures.WebhookUnreachable),
        (["denied the request", "is already defined in ingress"], ClusterFailures.IngressConflict),
        (["admission webhook", "denied the request"], ClusterFailures.WebhookDenied),
        (["exceeded quota"], ClusterFailures.Quota),
        (["failed quota"], ClusterFailures.Quota),
        (["no limit is specified"], ClusterFailures.Limits),
        (["maximum", "usage per"], ClusterFailures.Limits),
        (["minimum", "usage per"], ClusterFailures.Limits),
        (["limit to request ratio"], ClusterFailures.Limits),
        (["violates PodSecurity"], ClusterFailures.PodSecurity),
        (["PodSecurityPolicy"], ClusterFailures.PodSecurity),
        (["unable to validate against any security context constraint"], ClusterFailures.PodSecurity),
        (["error looking up service account"], ClusterFailures.ServiceAccountMissing),
        (["ValidatingAdmissionPolicy", "denied request"], ClusterFailures.WebhookDenied),
        (["denied"], Failures.AdmissionDenied),
        (["forbidden"], Failures.AdmissionDenied),
        (["is invalid"], Failures.AdmissionDenied),
        (["violates"], Failures.AdmissionDenied),
    ];

    /// <summary>The failure that this text tells, or null when it is no refusal, but a server in trouble.</summary>
    public static Failure? FailureOf(string text)
    {
        var found = Table.FirstOrDefault(entry => entry.Parts.All(part => text.Contains(part, StringComparison.Ordinal)));
        return found.Failure?.Invoke(ClusterText.Stable(text));
    }
}
