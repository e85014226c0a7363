using ModelDeploy.Local.Processes;

namespace ModelDeploy.TestHost;

/// <summary>Images that cost almost nothing: a tiny model in as many versions as a rollout needs, and a shell for misbehaviour.</summary>
public static class TinyModels
{
    /// <summary>How many versions of the tiny model there are: <c>tiny:1</c> and so on.</summary>
    public const int Versions = 3;

    /// <summary>A shell that runs the variable SCRIPT; the variable MODEL there is the tiny model's program, for <c>perl</c>.</summary>
    public const string Shell = "test/shell:1";

    /// <summary>The image reference of a version, from 1.</summary>
    public static string Image(int version) => $"test/tiny:{version}";

    /// <summary>What they mean.</summary>
    public static IReadOnlyDictionary<string, LocalImage> Catalog { get; } = Enumerable.Range(1, Versions)
        .Select(version => KeyValuePair.Create(Image(version), Of("perl", "{app}/tiny-model.pl")))
        .Append(KeyValuePair.Create(Shell, Of("sh", "-c", "eval \"$SCRIPT\"")))
        .ToDictionary();

    /// <summary>An image of this command.</summary>
    public static LocalImage Of(params string[] command) =>
        new(command, WorkingDirectory: null, new Dictionary<string, string> { ["MODEL"] = "{app}/tiny-model.pl" });
}
