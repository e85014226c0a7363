using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Components.InstanceTypes;

/// <summary>What an instance type says of nodes, in words.</summary>
public static class PlacementText
{
    /// <summary>A line for each label that nodes must carry and for each toleration; empty where it says nothing of nodes.</summary>
    public static IEnumerable<string> Of(InstanceType type) => type.NodeSelector.Select(Of).Concat(type.Tolerations.Select(Of));

    private static string Of(NodeLabel label) => InstanceTypesTexts.OnNodesWith.With($"{label.Name}={label.Value}");

    // Taints as kubectl writes them.
    private static string Of(Toleration toleration) => toleration.TolerationSeconds is { } seconds
        ? InstanceTypesTexts.ToleratesFor.With(TaintOf(toleration), Phrases.Number(seconds))
        : InstanceTypesTexts.Tolerates.With(TaintOf(toleration));

    private static string TaintOf(Toleration toleration)
    {
        var effect = toleration.Effect is null ? "" : $":{toleration.Effect}";
        return (toleration.Key, toleration.Operator) switch
        {
            (null, Toleration.Exists) => toleration.Effect is null ? InstanceTypesTexts.EveryTaint : $"*{effect}",
            (var key, Toleration.Exists) => $"{key}{effect}",
            var (key, _) => $"{key}={toleration.Value}{effect}",
        };
    }
}
