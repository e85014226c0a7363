using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Diagnosis;

/// <summary>
/// What may keep callers of a cluster from replicas that are ready, in words without a full stop; <c>detail</c> is what the cluster said.
/// </summary>
public static class ClusterNotes
{
    /// <summary>No ingress controller has given the Ingress an address.</summary>
    /// <param name="ingressClass">Its class, or null where the cluster's default is meant.</param>
    /// <param name="patience">For longer than this; told in minutes.</param>
    public static string IngressWithoutAddress(string? ingressClass, TimeSpan patience) => ingressClass is null
        ? StatusTexts.IngressOfDefaultClassWithoutAddress.With(patience.TotalMinutes)
        : StatusTexts.IngressWithoutAddress.With(ingressClass, patience.TotalMinutes);

    /// <summary>The Secret that the Ingress names for its certificate does not exist.</summary>
    public static string IngressSecretMissing(string secret) => StatusTexts.IngressSecretMissing.With(secret);

    /// <summary>A warning that concerns the certificate.</summary>
    public static string IngressCertificate(string detail) => StatusTexts.IngressCertificate.With(detail);

    /// <summary>Another warning about the Ingress.</summary>
    public static string IngressWarning(string detail) => StatusTexts.IngressWarning.With(detail);

    /// <summary>Two notes in one; the first must not end with what the cluster said.</summary>
    public static string Both(string first, string second) => StatusTexts.ReadyWithNote.With(first, second);
}
