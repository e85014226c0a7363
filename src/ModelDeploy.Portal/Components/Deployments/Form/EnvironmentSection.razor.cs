using Microsoft.AspNetCore.Components;
using ModelDeploy.Portal.Components.Forms;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Where it runs: group, instance type and replicas.</summary>
public partial class EnvironmentSection
{
    /// <summary>The fields; their values are written here.</summary>
    [Parameter, EditorRequired] public required DeploymentInput Input { get; set; }

    /// <summary>What can be chosen.</summary>
    [Parameter, EditorRequired] public required FormChoices Choices { get; set; }

    /// <summary>What the last submit brought back.</summary>
    [Parameter, EditorRequired] public required FormErrors Errors { get; set; }

    /// <summary>Whether the deployment exists already.</summary>
    [Parameter] public bool IsEdit { get; set; }

    /// <summary>Called after a value changed.</summary>
    [Parameter] public EventCallback OnChange { get; set; }

    private string GroupName => Choices.Groups.FirstOrDefault(group => group.Name == Input.Group)?.DisplayName ?? Input.Group;

    private Task GroupChosenAsync()
    {
        if (Choices.InstanceTypesFor(Input.Group).All(type => type.Name != Input.InstanceType))
            Input.InstanceType = Choices.InstanceTypesFor(Input.Group).FirstOrDefault()?.Name ?? "";
        return OnChange.InvokeAsync();
    }
}
