using System.Collections.ObjectModel;
using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;

namespace ModelDeploy.Portal.Components.Deployments.Grid;

/// <summary>A way to show deployments; it only tells what is wanted, the page does it.</summary>
public abstract class DeploymentsView : ComponentBase
{
    /// <summary>What is shown, in order; may be changed in place between renders.</summary>
    [Parameter, EditorRequired] public required ReadOnlyCollection<Deployment> Shown { get; set; }

    /// <summary>What was asked for.</summary>
    [Parameter, EditorRequired] public required GridQuery Query { get; set; }

    /// <summary>What is ticked.</summary>
    [Parameter, EditorRequired] public required Selection Selection { get; set; }

    /// <summary>Knows the groups' names.</summary>
    [Parameter, EditorRequired] public required CatalogSnapshot Known { get; set; }

    /// <summary>Called when one is ticked or unticked.</summary>
    [Parameter] public EventCallback<Deployment> OnSelect { get; set; }

    /// <summary>Called when somebody's metadata shall be shown.</summary>
    [Parameter] public EventCallback<Deployment> OnViewMetadata { get; set; }

    /// <summary>The name of the deployment's group for people.</summary>
    protected string GroupName(Deployment deployment) => Known.Group(deployment.Spec.Group)?.DisplayName ?? deployment.Spec.Group;
}
