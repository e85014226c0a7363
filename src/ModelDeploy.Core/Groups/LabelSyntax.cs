using System.Text.RegularExpressions;

namespace ModelDeploy.Core.Groups;

/// <summary>How Kubernetes writes names and values of labels, taints and resources. Pure.</summary>
public static partial class LabelSyntax
{
    private const int MaxPrefix = 253;

    // Quotas count an extended resource under its name with this before it, which must be a name as well.
    private const string CountedAs = "requests.";

    /// <summary>Whether it is a name of a label or taint: a part of up to 63 characters, after a domain and a slash if it has one.</summary>
    public static bool IsName(string text) =>
        text.Split('/') is var parts && parts.Length switch
        {
            1 => Part().IsMatch(parts[0]),
            2 => parts[0].Length <= MaxPrefix && Domain().IsMatch(parts[0]) && Part().IsMatch(parts[1]),
            _ => false,
        };

    /// <summary>Whether it is a value of a label or taint; an empty one is.</summary>
    public static bool IsValue(string text) => text.Length == 0 || Part().IsMatch(text);

    /// <summary>Whether it can be an extended resource, such as <c>nvidia.com/gpu</c>: with a domain that is not Kubernetes' own.</summary>
    public static bool IsExtendedResource(string text) =>
        text.Contains('/', StringComparison.Ordinal)
        && !text.Contains("kubernetes.io/", StringComparison.Ordinal)
        && !text.StartsWith(CountedAs, StringComparison.Ordinal)
        && IsName(CountedAs + text);

    [GeneratedRegex(@"\A[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Part();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Domain();
}
