using System.Text.RegularExpressions;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>Words of the cluster, as they may stand in a status: the same thing said twice must read the same.</summary>
internal static partial class ClusterText
{
    private const int Longest = 1000;

    /// <summary>Without what differs each time (source ports, ids of tries, names of pods that were never made), and not endless.</summary>
    public static string Stable(string text)
    {
        var stable = SourcePort().Replace(text.Trim(), "");
        stable = UnbornPod().Replace(stable, "");
        stable = PodOfMessage().Replace(stable, "");
        stable = RunId().Replace(stable, "");
        return stable.Length <= Longest ? stable : stable[..Longest] + "…";
    }

    // read tcp 10.0.0.5:41234->10.0.0.10:53: i/o timeout
    [GeneratedRegex(@"(?<=\b(?:tcp|udp) )\S+:\d+->")]
    private static partial Regex SourcePort();

    // Error creating: pods "deploy-iris-7d9f-x2x4z" is forbidden: exceeded quota…
    // Pod "deploy-iris-7d9f-x2x4z" is invalid: spec.containers[0]…
    [GeneratedRegex(@"^(?:Error creating: )?(?:pods ""[^""]*"" is forbidden: |Pod ""[^""]*"" is invalid: )")]
    private static partial Regex UnbornPod();

    // … (pod: "deploy-iris-55f8b977b-4gsgh_models(34d9…)", container: model)
    [GeneratedRegex(@" \(pod: ""[^""]*"", container: \w+\)")]
    private static partial Regex PodOfMessage();

    // failed to start exec "3bca74407c2c…": OCI runtime exec failed; for sandbox "5f1c…": plugin failed
    [GeneratedRegex(@" (?:""[0-9a-f]{64}""|\b[0-9a-f]{64}\b)")]
    private static partial Regex RunId();
}
