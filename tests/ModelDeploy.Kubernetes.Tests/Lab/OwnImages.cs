using System.Text.RegularExpressions;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Lab;

/// <summary>The images that this version builds.</summary>
internal static partial class OwnImages
{
    /// <summary>The version that they bear.</summary>
    public static string Version { get; } = VersionPrefix().Match(RepositoryFiles.Read("Directory.Build.props")).Groups["version"].Value;

    [GeneratedRegex("<VersionPrefix>(?<version>[^<]+)</VersionPrefix>")]
    private static partial Regex VersionPrefix();
}
