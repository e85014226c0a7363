using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>The tabs of a deployment's page: links, so that each has an address; the arrow keys, Home and End walk through them.</summary>
public partial class DetailTabs
{
    /// <summary>The id of the element that shows the selected tab.</summary>
    public const string PanelId = "detail-panel";

    private readonly ElementReference[] _links = new ElementReference[Enum.GetValues<DetailTab>().Length];

    // A second arrow key is often here before the address of the first.
    private readonly AheadOfAddress<DetailTab> _shown = new(DetailTab.Information);

    /// <summary>Where a tab's address is kept.</summary>
    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>Whether there is one for clients.</summary>
    [Parameter] public bool HasClients { get; set; }

    /// <summary>Which one is open.</summary>
    [Parameter, EditorRequired] public required DetailTab Selected { get; set; }

    /// <summary>The id of a tab's link.</summary>
    public static string IdOf(DetailTab tab) => $"tab-{tab.ToString().ToLowerInvariant()}";

    /// <summary>A tab's words.</summary>
    public static string LabelOf(DetailTab tab) => tab switch
    {
        DetailTab.Information => DetailTexts.Information,
        DetailTab.TryIt => DetailTexts.TryIt,
        DetailTab.Logs => DetailTexts.Logs,
        DetailTab.Metrics => DetailTexts.Metrics,
        DetailTab.Clients => DetailTexts.Clients,
        DetailTab.History => DetailTexts.History,
    };

    /// <inheritdoc />
    protected override void OnParametersSet() => _shown.Read(Selected);

    private DetailTab[] Shown => [.. Enum.GetValues<DetailTab>().Where(tab => HasClients || tab is not DetailTab.Clients)];

    private string HrefOf(DetailTab tab) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["tab"] = tab is DetailTab.Information ? null : tab.ToString().ToLowerInvariant(),
        ["replica"] = null,
        ["search"] = null,
        ["level"] = null,
        ["range"] = null,
        ["compare"] = null,
    });

    private static int? After(string key, int current, int count) => key switch
    {
        "ArrowRight" => (current + 1) % count,
        "ArrowLeft" => (current + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => null,
    };

    private async Task MoveAsync(KeyboardEventArgs key)
    {
        var tabs = Shown;
        if (After(key.Key, Array.IndexOf(tabs, _shown.Current), tabs.Length) is not { } at)
            return;
        var next = tabs[at];
        _shown.Ask(next, next);
        Navigation.NavigateTo(HrefOf(next));
        await _links[(int)next].FocusAsync();
    }
}
