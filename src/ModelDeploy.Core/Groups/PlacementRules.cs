using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Groups;

/// <summary>The rules for what an instance type says of nodes: those that a cluster would refuse its pods by. Pure.</summary>
public static class PlacementRules
{
    /// <summary>Every rule that is broken, each with its field, rows by their number; empty when all is valid.</summary>
    public static IReadOnlyList<FieldError> Check(InstanceType type) =>
    [
        .. Error("gpuResource", !LabelSyntax.IsExtendedResource(type.GpuResource), CatalogTexts.GpuResourceName),
        .. type.NodeSelector.SelectMany((label, row) => Check(label, $"nodeSelector[{row}]", IsRepeated(type, label, row))),
        .. type.Tolerations.SelectMany((toleration, row) => Check(toleration, $"tolerations[{row}]")),
    ];

    private static bool IsRepeated(InstanceType type, NodeLabel label, int row) => type.NodeSelector.Take(row).Any(before => before.Name == label.Name);

    private static IEnumerable<FieldError> Check(NodeLabel label, string path, bool isRepeated) =>
    [
        .. Error($"{path}.name", !LabelSyntax.IsName(label.Name), CatalogTexts.LabelName),
        .. Error($"{path}.name", isRepeated, CatalogTexts.LabelRepeated),
        .. Error($"{path}.value", !LabelSyntax.IsValue(label.Value), CatalogTexts.LabelValue),
    ];

    private static IEnumerable<FieldError> Check(Toleration toleration, string path)
    {
        var (key, value) = (toleration.Key ?? "", toleration.Value ?? "");
        var isExists = toleration.Operator is Toleration.Exists;
        return
        [
            .. Error($"{path}.key", key.Length > 0 && !LabelSyntax.IsName(key), CatalogTexts.TaintKey),
            .. Error($"{path}.key", key.Length == 0 && !isExists, CatalogTexts.TaintKeyMissing),
            .. Error($"{path}.operator", toleration.Operator is not (null or Toleration.Equal or Toleration.Exists), CatalogTexts.TolerationOperator),
            .. Error($"{path}.value", isExists ? value.Length > 0 : !LabelSyntax.IsValue(value), isExists ? CatalogTexts.ExistsHasNoValue : CatalogTexts.TaintValue),
            .. Error($"{path}.effect", toleration.Effect is { } effect && !Toleration.Effects.Contains(effect), CatalogTexts.TolerationEffect),
            .. Error($"{path}.tolerationSeconds", toleration.TolerationSeconds < 0, CatalogTexts.SecondsNegative),
            .. Error($"{path}.tolerationSeconds", toleration is { TolerationSeconds: not null, Effect: not Toleration.NoExecute }, CatalogTexts.SecondsNeedNoExecute),
        ];
    }

    private static IEnumerable<FieldError> Error(string field, bool broken, string message) => broken ? [new FieldError(field, message)] : [];
}
