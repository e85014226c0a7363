using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Forms;

namespace ModelDeploy.Portal.Components.InstanceTypes;

/// <summary>The rows of labels and tolerations of an instance type.</summary>
public partial class PlacementFields
{
    /// <summary>What stands in the fields; rows are added, removed and written here.</summary>
    [Parameter, EditorRequired] public required InstanceTypeInput Input { get; set; }

    /// <summary>What the last submit brought back.</summary>
    [Parameter, EditorRequired] public required FormErrors Errors { get; set; }

    // What somebody wrote by hand is shown as it is, also where it is none of these.
    private static IEnumerable<string> OperatorsFor(TolerationRow row) => new[] { Toleration.Equal, Toleration.Exists }.Union([row.Operator]);

    private static IEnumerable<string> EffectsFor(TolerationRow row) => row.Effect.Length == 0 ? Toleration.Effects : Toleration.Effects.Union([row.Effect]);
}
