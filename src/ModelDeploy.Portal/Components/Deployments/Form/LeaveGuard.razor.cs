using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Keeps a page with unsaved input from being left by mistake. Another query of the same page is not leaving.</summary>
public partial class LeaveGuard
{
    private ConfirmDialog? _question;

    /// <summary>Leads on after the answer.</summary>
    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>Whether there is something to lose; asked at the moment of leaving, for a submit leaves before anything is rendered again.</summary>
    [Parameter, EditorRequired] public required Func<bool> Dirty { get; set; }

    /// <summary>Called once the person gave up what they typed; there is nothing to lose afterwards.</summary>
    [Parameter] public EventCallback OnDiscard { get; set; }

    private async Task AskAsync(LocationChangingContext leaving)
    {
        if (!Dirty() || PathOf(leaving.TargetLocation) == PathOf(Navigation.Uri))
            return;
        leaving.PreventNavigation();
        if (!await _question!.AskAsync())
            return;
        await OnDiscard.InvokeAsync();
        Navigation.NavigateTo(leaving.TargetLocation);
    }

    private string PathOf(string location) => Navigation.ToAbsoluteUri(location).AbsolutePath;
}
