using System.Text.RegularExpressions;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>Words of the cluster, as they may stand in a status: the same thing said twice must read the same.</summary>
internal static partial class ClusterText
{
    private const int Longest = 1000;

    /// <summary>Without what differs each time (source ports, names of pods that were never made), and not endless.</summary>
    public static string Stable(string text)
    {
        var stable = SourcePort().Replace(text.Trim(), "");
        stable = UnbornPod().Replace(stable, "");
        stable = PodOfMessage().Replace(stable, "");
        return stable.Length <= Longest ? stable : stable[..Longest] + "…";
    }

    // read tcp 10.0.0.5:41234->10.0.0.10:53: i/o timeout
    [GeneratedRegex(@"(?<=\b(?:tcp|udp) )\S+:\d+->")]
    private static partial Regex SourcePort();

    // Error creating: pods "deploy-iris-7d9f-x2x4z" is forbidden: exceeded quota…
    [GeneratedRegex(@"^(?:Error creating: )?pods ""[^""]*"" is forbidden: ")]
    private static partial Regex UnbornPod();

    // … (pod: "deploy-iris-55f8b977b-4gsgh_models(34d9…)", container: model)
    [GeneratedRegex(@" \(pod: ""[^""]*"", container: \w+\)")]
    private static partial Regex PodOfMessage();
}
