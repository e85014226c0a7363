using Microsoft.AspNetCore.Components;
using ModelDeploy.Portal.Components.Forms;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>What is deployed, and under which name.</summary>
public partial class DetailsSection
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
}
