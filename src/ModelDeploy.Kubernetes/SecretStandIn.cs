using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ModelDeploy.Kubernetes;

/// <summary>
/// What stands in for the value of a secret variable everywhere in this process: where the value lies. So that it is never read, only
/// referred to.
/// </summary>
internal static partial class SecretStandIn
{
    private const string Prefix = "k8s-secret:";

    /// <summary>The stand-in for a value in this Secret, under the variable's own name.</summary>
    public static string Of(string secretName) => Prefix + secretName;

    /// <summary>Whether the value is a stand-in, and for which Secret.</summary>
    public static bool TryRead(string value, [NotNullWhen(true)] out string? secretName)
    {
        secretName = value.StartsWith(Prefix, StringComparison.Ordinal) && SecretName().IsMatch(value[Prefix.Length..]) ? value[Prefix.Length..] : null;
        return secretName is not null;
    }

    [GeneratedRegex(@"\Aphdeployment-env-[a-z0-9]{20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();
}
