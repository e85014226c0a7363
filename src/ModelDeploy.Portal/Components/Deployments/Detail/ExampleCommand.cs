using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>A command for a POSIX shell that asks a deployment for a prediction.</summary>
public static class ExampleCommand
{
    private const string AnyNumbers = """{"data":{"ndarray":[[1.0,2.0,3.0]]}}""";

    /// <summary>The command; works as pasted when <paramref name="body"/> fits the model.</summary>
    /// <param name="address">The predictions address.</param>
    /// <param name="body">A request body in Seldon's shape, or null for one that shows the shape only.</param>
    /// <param name="access">Whether a key is needed; then placeholders stand for client and key.</param>
    public static string For(string address, string? body, AccessType access)
    {
        string[] lines =
        [
            $"curl -X POST {Quote(address)}",
            .. access is AccessType.Private ? ["  -u 'CLIENT:KEY'"] : Array.Empty<string>(),
            "  -H 'Content-Type: application/json'",
            $"  -d {Quote(body ?? AnyNumbers)}",
        ];
        return string.Join(" \\\n", lines);
    }

    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
