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
    private static readonly (string Part, Func<int, string> Lack)[] Table =
    [
        ("Insufficient cpu", NodeLacks.Cpu),
        ("Insufficient memory", NodeLacks.Memory),
        ("Too many pods", NodeLacks.TooManyPods),
        ("taint", NodeLacks.Tainted),
        ("unschedulable", NodeLacks.Tainted),
        ("node selector", NodeLacks.NotSelected),
        ("node affinity", NodeLacks.NotSelected),
    ];

    /// <summary>The failure that the sentence tells.</summary>
    public static Failure FailureOf(string message)
    {
        var sentence = Sentence().Match(message);
        var nodes = sentence.Success ? Number(sentence.Groups["nodes"]) : (int?)null;
        var lacks = Reason().Matches(sentence.Groups["reasons"].Value).Select(reason => LackOf(Number(reason.Groups["count"]), reason.Groups["what"].Value.Trim()));
        return Failures.Unschedulable(nodes, [.. lacks], ClusterText.Stable(message));
    }

    private static string LackOf(int nodes, string what)
    {
        var (part, lack) = Table.FirstOrDefault(entry => what.Contains(entry.Part, StringComparison.OrdinalIgnoreCase));
        return part is not null ? lack(nodes)
            : what.Contains("Insufficient", StringComparison.Ordinal) && what.Contains("gpu", StringComparison.OrdinalIgnoreCase) ? NodeLacks.Gpu(nodes)
            : NodeLacks.Other(nodes, what);
    }

    private static int Number(Capture digits) => int.TryParse(digits.Value, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"^0/(?<nodes>\d+) nodes are available: (?<reasons>.+?)\.?(?: preemption: .*)?$", RegexOptions.Singleline)]
    private static partial Regex Sentence();

    // A reason goes on until the next number after a comma: reasons have commas of their own.
    [GeneratedRegex(@"(?<count>\d+) (?<what>.+?)(?=, \d+ |\.?$)", RegexOptions.Singleline)]
    private static partial Regex Reason();
}
