using System.Text.RegularExpressions;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>What a failing readiness check met, from kubelet's words.</summary>
internal static partial class ProbeText
{
    /// <summary>In short: <c>HTTP 503</c>, <c>connection refused</c>; what is not known stays as it was said.</summary>
    public static string AnswerOf(string message)
    {
        var said = Prefix().Replace(ClusterText.Stable(message), "");
        if (StatusCode().Match(said) is { Success: true } status)
            return $"HTTP {status.Groups["code"].Value}";
        if (said.Contains("connection refused", StringComparison.Ordinal))
            return "connection refused";
        if (said.Contains("Client.Timeout", StringComparison.Ordinal) || said.Contains("i/o timeout", StringComparison.Ordinal) || said.Contains("deadline exceeded", StringComparison.Ordinal))
            return "no answer in time";
        if (said.Contains("connection reset", StringComparison.Ordinal) || said.EndsWith("EOF", StringComparison.Ordinal))
            return "connection closed without an answer";
        return said;
    }

    /// <summary>Whether it is the check by which the cluster decides to restart a container that is told.</summary>
    public static bool IsLiveness(string message) => message.StartsWith("Liveness probe", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?:Startup|Readiness|Liveness) probe (?:failed|errored): ")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"statuscode: (?<code>\d{3})")]
    private static partial Regex StatusCode();
}
