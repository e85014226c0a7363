using ModelDeploy.Local.Processes;

namespace ModelDeploy.TestHost;

/// <summary>Images of a model that costs almost nothing, in as many versions as a rollout needs.</summary>
public static class TinyModels
{
    /// <summary>How many versions there are: <c>tiny:1</c> and so on.</summary>
    public const int Versions = 3;

    /// <summary>The image reference of a version, from 1.</summary>
    public static string Image(int version) => $"test/tiny:{version}";

    /// <summary>What every version means: the same program.</summary>
    public static IReadOnlyDictionary<string, LocalImage> Catalog { get; } = Enumerable.Range(1, Versions).ToDictionary(
        Image, _ => new LocalImage(["perl", "{app}/tiny-model.pl"], WorkingDirectory: null, new Dictionary<string, string>()));
}
