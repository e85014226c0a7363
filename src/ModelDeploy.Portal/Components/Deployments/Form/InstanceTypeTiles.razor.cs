using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Portal.Components.Forms;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Chooses the instance type; each tile says, live, whether the group's quota has room for it.</summary>
public partial class InstanceTypeTiles
{
    private QuotaUse _used;

    /// <summary>The fields; the chosen type is written here.</summary>
    [Parameter, EditorRequired] public required DeploymentInput Input { get; set; }

    /// <summary>What can be chosen.</summary>
    [Parameter, EditorRequired] public required FormChoices Choices { get; set; }

    /// <summary>What the last submit brought back.</summary>
    [Parameter, EditorRequired] public required FormErrors Errors { get; set; }

    /// <summary>The deployment that is edited, or null for a new one.</summary>
    [Parameter] public string? DeploymentId { get; set; }

    /// <summary>Called after another one was chosen.</summary>
    [Parameter] public EventCallback OnChange { get; set; }

    private string? Error => Errors.For("instanceType");

    private IReadOnlyList<InstanceType> Types => Choices.InstanceTypesFor(Input.Group);

    /// <inheritdoc />
    protected override void OnParametersSet() => Count();

    /// <inheritdoc />
    protected override Task LoadAsync(IReadOnlyList<Deployment> snapshot) => FoldAsync([]);

    /// <inheritdoc />
    protected override Task FoldAsync(IReadOnlyList<DeploymentChange> batch)
    {
        Count();
        return Task.CompletedTask;
    }

    private void Count() =>
        _used = QuotaUse.Of(Feed.List(Viewer).Where(other => other.Spec.Group == Input.Group && other.Id != DeploymentId));

    private string? NoteOf(InstanceType type) => Catalog.Current.Group(Input.Group) is { } group
        ? TypeRoomText.Of(type, Input.ReplicaCount ?? 1, _used.Resources, group.Quota)
        : null;

    private Task ChooseAsync(string name)
    {
        Input.InstanceType = name;
        return OnChange.InvokeAsync();
    }
}
