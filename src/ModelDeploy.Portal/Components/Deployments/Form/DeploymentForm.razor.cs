using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Forms;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Shows the fields of a deployment and what a submit brought back.</summary>
public sealed partial class DeploymentForm
{
    private static readonly string[] OwnFields =
    [
        "group", "instanceType", "replicas", "displayName", "id", "modelImage", "imagePullSecret", "description",
        "modelUri", "access", "port", "deadline", "readiness", "metadata", "env", "updateMessage",
    ];

    /// <summary>What the fields hold; written while the person types.</summary>
    [Parameter, EditorRequired] public required DeploymentInput Input { get; set; }

    /// <summary>What can be chosen.</summary>
    [Parameter, EditorRequired] public required FormChoices Choices { get; set; }

    /// <summary>What the last submit said about fields.</summary>
    [Parameter] public FormErrors Errors { get; set; } = FormErrors.None;

    /// <summary>Why the last submit was refused besides, or null.</summary>
    [Parameter] public Problem? Problem { get; set; }

    /// <summary>Whether the deployment exists already.</summary>
    [Parameter] public bool IsEdit { get; set; }

    /// <summary>Whether a submit is under way.</summary>
    [Parameter] public bool Busy { get; set; }

    /// <summary>The form's name for people who cannot see it.</summary>
    [Parameter, EditorRequired] public required string Label { get; set; }

    /// <summary>Words on the button that submits.</summary>
    [Parameter, EditorRequired] public required string SubmitText { get; set; }

    /// <summary>Words on a second button, or null for none.</summary>
    [Parameter] public string? SecondText { get; set; }

    /// <summary>Where Cancel leads.</summary>
    [Parameter, EditorRequired] public required string CancelHref { get; set; }

    /// <summary>Called on submit.</summary>
    [Parameter] public EventCallback OnSubmit { get; set; }

    /// <summary>Called on the second button.</summary>
    [Parameter] public EventCallback OnSecond { get; set; }

    private DeploymentSpec? Spec => IsEdit ? Input.ToSpec(stop: false) : Input.ToCost();

    private Task SubmitAsync()
    {
        Input.DropEmptyRows();
        return OnSubmit.InvokeAsync();
    }

    private Task SubmitSecondAsync()
    {
        Input.DropEmptyRows();
        return OnSecond.InvokeAsync();
    }

    // Handling the event renders the form again, and so the quota is asked with the newest values.
    private static Task Changed() => Task.CompletedTask;
}
