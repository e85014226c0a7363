using ModelDeploy.Core;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Portal.Components.Forms;

namespace ModelDeploy.Portal.Components.InstanceTypes;

/// <summary>What stands in an instance type's fields, as typed.</summary>
public sealed class InstanceTypeInput
{
    /// <summary>The immutable name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The name shown to people.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>What it is good for.</summary>
    public string Description { get; set; } = "";

    /// <summary>Cores.</summary>
    public string Cpu { get; set; } = "1";

    /// <summary>GiB.</summary>
    public string Memory { get; set; } = "1";

    /// <summary>Whole devices.</summary>
    public string Gpu { get; set; } = "0";

    /// <summary>The extended resource that the devices are counted as; empty for the usual one.</summary>
    public string GpuResource { get; set; } = "";

    /// <summary>Labels that a node must carry.</summary>
    public List<NodeLabelRow> NodeSelector { get; } = [];

    /// <summary>Taints of nodes that are tolerated.</summary>
    public List<TolerationRow> Tolerations { get; } = [];

    /// <summary>The groups that may use it; empty means every group.</summary>
    public HashSet<string> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>The fields of an existing instance type.</summary>
    public static InstanceTypeInput From(InstanceType type)
    {
        var input = new InstanceTypeInput
        {
            Name = type.Name,
            DisplayName = type.DisplayName,
            Description = type.Description,
            Cpu = NumberText.Of(type.Resources.Cpu),
            Memory = NumberText.OfGibibytes(type.Resources.Memory),
            Gpu = NumberText.Of(type.Resources.Gpu),
            GpuResource = type.GpuResource == InstanceType.UsualGpuResource ? "" : type.GpuResource,
        };
        input.NodeSelector.AddRange(type.NodeSelector.Select(NodeLabelRow.From));
        input.Tolerations.AddRange(type.Tolerations.Select(TolerationRow.From));
        input.Groups.UnionWith(type.Groups);
        return input;
    }

    /// <summary>Takes away rows in which nothing was typed, so that what is wrong stands at the row that it is about.</summary>
    public void DropEmptyRows()
    {
        NodeSelector.RemoveAll(row => row.IsEmpty);
        Tolerations.RemoveAll(row => row.IsEmpty);
    }

    /// <summary>
    /// The instance type that the fields ask for, based on <paramref name="before"/> where the form does not show something.
    /// What cannot be read is noted in <paramref name="numbers"/>.
    /// </summary>
    public InstanceType ToType(InstanceType? before, NumberText numbers)
    {
        var resources = new Resources(numbers.Cores("cpu", Cpu) ?? 0, numbers.Gibibytes("memory", Memory) ?? 0, numbers.Whole("gpu", Gpu) ?? 0);
        var type = before ?? new InstanceType { Name = Name, DisplayName = DisplayName, Resources = resources };
        return type with
        {
            DisplayName = DisplayName,
            Description = Description,
            Resources = resources,
            GpuResource = string.IsNullOrWhiteSpace(GpuResource) ? InstanceType.UsualGpuResource : GpuResource.Trim(),
            NodeSelector = NodeSelector.Select(row => row.ToLabel()).ToEquatableList(),
            Tolerations = Tolerations.Select((row, index) => row.ToToleration($"tolerations[{index}]", numbers)).ToEquatableList(),
            Groups = Groups.Order(StringComparer.Ordinal).ToEquatableList(),
        };
    }
}
