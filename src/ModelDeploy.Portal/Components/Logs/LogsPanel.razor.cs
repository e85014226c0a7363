using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Logs;
using ModelDeploy.Portal.Components.Shared;
using ModelDeploy.Portal.Hubs;

namespace ModelDeploy.Portal.Components.Logs;

/// <summary>
/// A deployment's log, live, of all replicas or of one, all lines or some; a choice goes into the URL (<c>?replica=</c>,
/// <c>search=</c>, <c>level=</c>).
/// </summary>
public sealed partial class LogsPanel(LogFollower follower, IJSRuntime browser, NavigationManager navigation) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly AheadOfAddress<string?> _search = new(null);
    private IReadOnlyList<LogSource> _sources = [];
    private (string DeploymentId, EquatableList<string> Replicas)? _listed;
    private (string DeploymentId, LogViewDto View)? _followed;
    private string? _searchShown;
    private ElementReference _frame;
    private IJSObjectReference? _module;
    private IJSObjectReference? _viewer;

    /// <summary>Which deployment.</summary>
    [Parameter, EditorRequired]
    public required string DeploymentId { get; set; }

    /// <summary>The names of its replicas as the page knows them; when they change, the choice is made up anew.</summary>
    [Parameter]
    public EquatableList<string> Replicas { get; set; }

    /// <summary>The one replica to follow; null or empty: all of them. The page reads it from the URL.</summary>
    [Parameter]
    public string? Replica { get; set; }

    /// <summary>What the lines shall contain; null or empty: anything.</summary>
    [Parameter]
    public string? Search { get; set; }

    /// <summary>The least severity of the lines by its name in the URL; null, empty or unknown: all.</summary>
    [Parameter]
    public string? Level { get; set; }

    /// <summary>Whether no replica runs now and none is on its way: then nothing will be written.</summary>
    [Parameter]
    public bool Idle { get; set; }

    [CascadingParameter]
    private Viewer? Viewer { get; set; }

    private LogViewDto View => new(OrNull(Replica), OrNull(Search), OrNull(LevelValue));

    private bool IsFiltered => View.ToFilter() != LogFilter.None;

    private string LevelValue => new LogViewDto(Level: Level).ToFilter().AtLeast is { } severity ? severity.ToString().ToLowerInvariant() : "";

    private string DownloadPath =>
        $"/deployments/{Uri.EscapeDataString(DeploymentId)}/logs.txt{(OrNull(Replica) is { } one ? $"?replica={Uri.EscapeDataString(one)}" : "")}";

    // What the URL names is always a choice, else the select would show another one than what is followed.
    private IEnumerable<LogSource> Shown =>
        string.IsNullOrEmpty(Replica) || _sources.Any(source => source.Replica == Replica)
            ? _sources
            : _sources.Append(new LogSource(Replica, Live: false));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _closing.Dispose();
        try
        {
            if (_viewer is not null)
            {
                await _viewer.InvokeVoidAsync("dispose");
                await _viewer.DisposeAsync();
            }
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the viewer with it.
        }
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        // What was typed here is in the field already, and perhaps more: only what came by a link is written into it.
        if (_search.Read(OrNull(Search)))
            _searchShown = Search;
        if (_listed == (DeploymentId, Replicas) || Viewer is null)
            return;
        _listed = (DeploymentId, Replicas);
        _sources = await SourcesAsync(Viewer);
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await browser.InvokeAsync<IJSObjectReference>("import", _closing.Token, "/js/log-viewer.js");
            _viewer = await _module.InvokeAsync<IJSObjectReference>("mount", _closing.Token, _frame);
        }
        var wanted = (DeploymentId, View);
        if (_viewer is null || _followed == wanted)
            return;
        _followed = wanted;
        await _viewer.InvokeVoidAsync("follow", _closing.Token, wanted.DeploymentId, wanted.Item2);
    }

    private async Task<IReadOnlyList<LogSource>> SourcesAsync(Viewer viewer)
    {
        try
        {
            return await follower.ListAsync(viewer, new DeploymentKey(DeploymentId), _closing.Token) ?? [];
        }
        catch (Exception) when (!_closing.IsCancellationRequested) // transport: the stream tells; what the page knows can be chosen
        {
            return [.. Replicas.Select(name => new LogSource(name, Live: true))];
        }
    }

    private void ChooseReplica(ChangeEventArgs change) => Choose("replica", change);

    private void ChooseLevel(ChangeEventArgs change) => Choose("level", change);

    private void ChooseSearch(ChangeEventArgs change)
    {
        var typed = OrNull(change.Value as string);
        if (typed == _search.Current)
            return;
        _search.Ask(typed, typed);
        Choose("search", change, replace: true);
    }

    private void ShowAll() =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["search"] = null, ["level"] = null }));

    private void Choose(string name, ChangeEventArgs change, bool replace = false) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameter(name, OrNull(change.Value as string)), replace: replace);

    private static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
