using System.Text.RegularExpressions;
using CsCheck;

namespace ModelDeploy.TestKit.Fuzzing;

/// <summary>Targets of requests to the gateway that somebody along the way could take for another path, and what may become of them.</summary>
public static partial class HostileTarget
{
    private static readonly string[] Pieces =
    [
        "/deployment/", "/deployment/iris", "/deployment/rose", "iris", "/v2", "/v2/", "/api/v1.0/", "/api/v0.1/", "/v1/models/", "/v1/models", "/v1/chat/completions", "/ping", "/invocations",
        "/metrics", "/pause", "/sign-in", "/deployments", "/hubs/logs", "/healthz", "/_blazor", "/", "//", ".", "..", "/..", "/../", "/../../..", "/./", "\\", "\\..\\", "%2e", "%2E%2e", "%2f",
        "%5c", "%252e", "%252f", "%25", "%00", "%0d%0a", "%c0%ae", "%c0%af", "%e0%80%af", "%3b", "%3f", "%23", "%20", ";", ";a=b", "..;", "?", "?a=../x", "&", "#", "%", "%u002e", "%2", "a",
        "models", "m", "\u00e9", "http://x", "://", "*", "%C3%BC", "~", ":predict", "|", "\"", "<", "[", "\0", "\t",
    ];

    private static readonly Func<string, string>[] Resolvers = [Decoded, WithSlashes, WithoutParameters, WithoutDots, WithSingleSlashes, Cut];

    /// <summary>What stands between a method and the version, without spaces; one byte a character.</summary>
    public static Gen<string> Any { get; } = Gen.Frequency(
        (6, Joined(1, 5).Select(rest => "/deployment/iris" + rest)),
        (4, Gen.Select(Gen.OneOf("/v2/", "/api/v1.0/", "/v1/models/"), Joined(0, 4), (tree, rest) => $"/deployment/iris{tree}{rest}")),
        (2, Joined(1, 6).Select(rest => "/" + rest)),
        (1, Joined(1, 6).Select(rest => "http://x/deployment/iris" + rest)),
        (1, Joined(1, 6)));

    /// <summary>Whether this path, without a query, is one that models may be asked for: behaviour of the endpoint, told a second time.</summary>
    public static bool MayReachModel(string path) => Allowed().IsMatch(path);

    /// <summary>Everything that servers could take this path for: decoded, cut, with dots resolved, in every order, three times over.</summary>
    public static IReadOnlyCollection<string> ReadingsOf(string path)
    {
        HashSet<string> readings = [path];
        for (var round = 0; round < 3; round++)
            readings.UnionWith([.. readings.SelectMany(reading => Resolvers.Select(resolve => resolve(reading)))]);
        return readings;
    }

    private static Gen<string> Joined(int least, int most) => Gen.OneOf(Pieces).Array[least, most].Select(pieces => string.Concat(pieces));

    private static string Decoded(string path) => Escape().Replace(path, escape => ((char)Convert.FromHexString(escape.Value.AsSpan(1))[0]).ToString());

    private static string WithSlashes(string path) => path.Replace('\\', '/');

    private static string WithoutParameters(string path) => Parameters().Replace(path, "");

    private static string WithSingleSlashes(string path) => Slashes().Replace(path, "/");

    private static string Cut(string path) => path.Split('?', '#', '\0')[0];

    private static string WithoutDots(string path)
    {
        List<string> kept = [];
        foreach (var segment in path.Split('/').Skip(1))
        {
            if (segment == ".." && kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
            else if (segment is not ("." or ".."))
                kept.Add(segment);
        }
        return "/" + string.Join('/', kept);
    }

    [GeneratedRegex(@"\A/(?:api/v1\.0/.*|api/v0\.1/.*|v2|v2/.*|v1/models|v1/models/.*|v1/chat/completions|v1/completions|v1/embeddings|invocations|ping|version|health)\z", RegexOptions.Singleline)]
    private static partial Regex Allowed();

    [GeneratedRegex("%[0-9a-fA-F]{2}")]
    private static partial Regex Escape();

    [GeneratedRegex(";[^/]*")]
    private static partial Regex Parameters();

    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();
}
