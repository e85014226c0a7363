using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Items;

/// <summary>
/// One deployment on the page, a card or a row. It renders again only when its own deployment was exchanged for a newer one:
/// a batch that changes one of them costs one of them.
/// </summary>
public abstract class DeploymentItem : ComponentBase
{
    private Deployment? _seen;
    private (string, bool, EquatableList<GridColumn>, int) _seenWith;
    private bool _changed;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public required Deployment Deployment { get; set; }

    /// <summary>The group's name for people.</summary>
    [Parameter, EditorRequired] public required string GroupName { get; set; }

    /// <summary>Whether it is ticked for what can be done to many.</summary>
    [Parameter] public bool IsSelected { get; set; }

    /// <summary>Which facts a row shows.</summary>
    [Parameter] public EquatableList<GridColumn> Columns { get; set; }

    /// <summary>Its place among the rows, from 1; for those who cannot see the table.</summary>
    [Parameter] public int Place { get; set; }

    /// <summary>Called when it is ticked or unticked.</summary>
    [Parameter] public EventCallback<Deployment> OnSelect { get; set; }

    /// <summary>Called when its metadata shall be shown.</summary>
    [Parameter] public EventCallback<Deployment> OnViewMetadata { get; set; }

    /// <summary>Under which address people reach its model.</summary>
    [Inject] public required EndpointAddresses Addresses { get; init; }

    /// <summary>Its name, safe to show.</summary>
    protected string Name => VisibleText.Of(Deployment.Spec.DisplayName);

    /// <summary>Its model image, safe to show.</summary>
    protected string Image => VisibleText.Of(Deployment.Spec.ModelImage);

    /// <summary>Where its page is.</summary>
    protected string Href => $"/deployments/{Deployment.Id}";

    /// <summary>How its phase looks.</summary>
    protected string Tone => $"tone-{PhaseAppearance.Of(Deployment.Phase).Colour}";

    /// <summary>What people should know beside the phase, or null: why it failed, how far it is, that nothing is known.</summary>
    protected string? Message =>
        Deployment is { Phase: DeploymentPhase.Deployed or DeploymentPhase.Stopped, Status.UnknownSince: null }
        || EffectivePhase.MessageOf(Deployment) is not { Length: > 0 } message
            ? null
            : VisibleText.Of(Written.Read(message));

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        // By reference: comparing two deployments by their contents would cost more than drawing one.
        var with = (GroupName, IsSelected, Columns, Place);
        _changed = !ReferenceEquals(_seen, Deployment) || _seenWith != with;
        (_seen, _seenWith) = (Deployment, with);
    }

    /// <inheritdoc />
    protected override bool ShouldRender() => _changed;
}
