using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Chooses between the fields and the manifest: links, so that each has an address; the arrow keys walk through them.</summary>
public partial class FormViewTabs
{
    private readonly ElementReference[] _links = new ElementReference[Enum.GetValues<FormView>().Length];

    /// <summary>Where the view's address is kept.</summary>
    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>Which one is open.</summary>
    [Parameter, EditorRequired] public required FormView Selected { get; set; }

    /// <summary>The id of a view's link.</summary>
    public static string IdOf(FormView view) => $"view-{view.ToString().ToLowerInvariant()}";

    /// <summary>The id of the element that shows a view.</summary>
    public static string PanelIdOf(FormView view) => $"{IdOf(view)}-panel";

    private string HrefOf(FormView view) =>
        Navigation.GetUriWithQueryParameter("view", view is FormView.Form ? null : view.ToString().ToLowerInvariant());

    private async Task MoveAsync(KeyboardEventArgs key)
    {
        if (key.Key is not ("ArrowRight" or "ArrowLeft"))
            return;
        var next = Selected is FormView.Form ? FormView.Yaml : FormView.Form;
        Navigation.NavigateTo(HrefOf(next));
        await _links[(int)next].FocusAsync();
    }
}
