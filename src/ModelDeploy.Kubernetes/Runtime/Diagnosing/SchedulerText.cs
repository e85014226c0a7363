using System.Globalization;
using System.Text.RegularExpressions;
using ModelDeploy.Core.Diagnosis;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>
/// Why no node takes a pod, from the scheduler's sentence:
/// <c>0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had taint {a: b}, that the pod didn't tolerate.</c>
/// </summary>
internal static partial class SchedulerText
{
    /// <summary>Looked for in this order; the first that stands in the reason decides. What no smaller replica changes is marked.</summary>
    private static readonly (string Part, Func<int, string> Lack, bool SmallerHelps)[] Table =
    [
        ("Insufficient cpu", NodeLacks.Cpu, true),
        ("Insufficient memory", NodeLacks.Memory, true),
        ("Too many pods", NodeLacks.TooManyPods, true),
        ("node.kubernetes.io/not-ready", NodeLacks.NotAnswering, false),
        ("node.kubernetes.io/unreachable", NodeLacks.NotAnswering, false),
        ("node.kubernetes.io/network-unavailable", NodeLacks.NotAnswering, false),
        ("were not ready", NodeLacks.NotAnswering, false),
        ("-pressure", NodeLacks.UnderPressure, false),
        ("node.kubernetes.io/unschedulable", NodeLacks.Cordoned, false),
        ("were unschedulable", NodeLacks.Cordoned, false),
        ("taint", NodeLacks.Tainted, true),
        ("volume", NodeLacks.Volume, false),
        ("free ports", NodeLacks.Port, true),
        ("pod affinity", NodeLacks.Apart, true),
        ("pod anti-affinity", NodeLacks.Apart, true),
        ("anti-affinity rules", NodeLacks.Apart, true),
        ("topology spread", NodeLacks.Apart, true),
        ("node selector", NodeLacks.NotSelected, true),
        ("node affinity", NodeLacks.NotSelected, true),
        ("node(s) didn't match", NodeLacks.NotSelected, true),
    ];

    /// <summary>The failure that the sentence tells.</summary>
    public static Failure FailureOf(string message)
    {
        var detail = ClusterText.Stable(message);
        var sentence = Sentence().Match(message);
        if (MissingClaim().IsMatch(message))
            return ClusterFailures.VolumeMissing(detail);
        var nodes = sentence.Success ? Number(sentence.Groups["nodes"]) : (int?)null;
        var lacks = Reason().Matches(sentence.Groups["reasons"].Value).Select(reason => LackOf(Number(reason.Groups["count"]), reason.Groups["what"].Value.Trim())).ToList();
        return Failures.Unschedulable(nodes, [.. lacks.Select(lack => lack.Text)], detail, smallerHelps: lacks.Count == 0 || lacks.Any(lack => lack.SmallerHelps));
    }

    private static (string Text, bool SmallerHelps) LackOf(int nodes, string what)
    {
        var (part, lack, smallerHelps) = Table.FirstOrDefault(entry => what.Contains(entry.Part, StringComparison.OrdinalIgnoreCase));
        if (part is not null)
            return (lack(nodes), smallerHelps);
        return Insufficient().Match(what) is not { Success: true } resource ? (NodeLacks.Other(nodes, what), true)
            : resource.Groups["name"].Value.Contains("gpu", StringComparison.OrdinalIgnoreCase) ? (NodeLacks.Gpu(nodes), true)
            : (NodeLacks.Resource(nodes, resource.Groups["name"].Value), true);
    }

    private static int Number(Capture digits) => int.TryParse(digits.Value, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"^0/(?<nodes>\d+) nodes are available: (?<reasons>.+?)\.?(?: preemption: .*)?$", RegexOptions.Singleline)]
    private static partial Regex Sentence();

    // By itself, or counted as if it were the nodes': 0/5 nodes are available: 5 persistentvolumeclaim "data" not found.
    [GeneratedRegex(@"persistentvolumeclaim ""[^""]*"" (?:not found|is being deleted)")]
    private static partial Regex MissingClaim();

    [GeneratedRegex(@"^Insufficient (?<name>\S+)")]
    private static partial Regex Insufficient();

    // A reason goes on until the next number after a comma: reasons have commas of their own.
    [GeneratedRegex(@"(?<count>\d+) (?<what>.+?)(?=, \d+ |\.?$)", RegexOptions.Singleline)]
    private static partial Regex Reason();
}
