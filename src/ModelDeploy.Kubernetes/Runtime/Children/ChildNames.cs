using System.Security.Cryptography;
using System.Text;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Kubernetes.Runtime.Children;

/// <summary>What the objects of a deployment are called and labelled.</summary>
internal static class ChildNames
{
    private const string Prefix = "deploy-";
    private const string EscapedGroup = "escaped-";
    private const int LongestLabel = 63;
    private const int HashLength = 10;

    /// <summary>The labels of every Deployment, ReplicaSet, Service and Ingress of ours.</summary>
    public const string OursSelector = $"{Labels.App}={Labels.AppOfDeployments},{Labels.ManagedBy}={Labels.Manager}";

    /// <summary>The labels of every pod with a log that can be read: ours, and those that an older PrimeHub made.</summary>
    public const string PodSelector = $"{Labels.App} in ({Labels.AppOfDeployments},{Labels.AppOfOldPods}),{Labels.Deployment}";

    /// <summary>The name of all its children.</summary>
    public static string Of(DeploymentKey key) => Prefix + key.Id;

    /// <summary>The labels by which its pods are found. They never change.</summary>
    public static IReadOnlyDictionary<string, string> PodLabels(DeploymentKey key, string group) => new Dictionary<string, string>
    {
        [Labels.App] = Labels.AppOfDeployments,
        [Labels.Deployment] = key.Id,
        [Labels.Group] = GroupLabel(group),
    };

    /// <summary>All labels of its children and pods.</summary>
    public static IReadOnlyDictionary<string, string> AllLabels(DeploymentKey key, string group) => new Dictionary<string, string>(PodLabels(key, group))
    {
        ["app.kubernetes.io/name"] = "model",
        ["app.kubernetes.io/instance"] = Of(key),
        [Labels.ManagedBy] = Labels.Manager,
    };

    /// <summary>
    /// A group's name as PrimeHub writes it in labels: what is no small letter and no digit as a dash and its bytes. One that would be too
    /// long ends in a hash instead.
    /// </summary>
    public static string GroupLabel(string group)
    {
        var escaped = new StringBuilder(EscapedGroup);
        foreach (var part in Encoding.UTF8.GetBytes(group))
        {
            if (part is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9'))
                escaped.Append((char)part);
            else
                escaped.Append('-').Append(Convert.ToHexStringLower([part]));
        }
        if (escaped.Length <= LongestLabel)
            return escaped.ToString();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(group)))[..HashLength];
        return $"{escaped.ToString(0, LongestLabel - HashLength - 1)}-{hash}";
    }
}
