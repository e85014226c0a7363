using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Components.InstanceTypes;

/// <summary>A label that nodes must carry, as typed.</summary>
public sealed class NodeLabelRow
{
    /// <summary>The label's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its value.</summary>
    public string Value { get; set; } = "";

    /// <summary>Whether nothing was typed.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Value);

    /// <summary>The row of a label.</summary>
    public static NodeLabelRow From(NodeLabel label) => new() { Name = label.Name, Value = label.Value };

    /// <summary>The label that was typed.</summary>
    public NodeLabel ToLabel() => new(Name.Trim(), Value.Trim());
}
