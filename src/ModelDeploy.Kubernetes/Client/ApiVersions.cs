using System.Globalization;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>
/// The order of the versions that the API server gives (<c>resourceVersion</c>). Within one kind of objects they are growing numbers, which
/// newer Kubernetes promises (KEP-5504) and older ones keep.
/// </summary>
public static class ApiVersions
{
    /// <summary>The version as a number; 0 for none.</summary>
    public static ulong NumberOf(string version) => ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Whether the first was given after the second.</summary>
    public static bool IsNewer(string version, string than) => NumberOf(version) > NumberOf(than);
}
