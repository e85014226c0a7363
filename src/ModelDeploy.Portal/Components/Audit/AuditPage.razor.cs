using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;

namespace ModelDeploy.Portal.Components.Audit;

/// <summary>Every accepted change of the deployments that the viewer may see, those that are gone too.</summary>
public sealed partial class AuditPage : IDisposable
{
    private const int EntriesAtOnce = 50;

    private readonly CancellationTokenSource _closing = new();
    private List<JournalEntry>? _entries;
    private AuditQuery? _read;
    private bool _mayHaveOlder;
    private JournalEntry? _viewed;

    /// <summary>Reads the journal.</summary>
    [Inject] public required HistoryReader History { get; init; }

    /// <summary>Knows whether the viewer may read more than this.</summary>
    [Inject] public required AuditReader Events { get; init; }

    /// <summary>Knows the groups' names.</summary>
    [Inject] public required CatalogCache Catalog { get; init; }

    /// <summary>Where the query is kept.</summary>
    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>Who reads.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    [SupplyParameterFromQuery(Name = "deployment")] private string? Deployment { get; set; }

    [SupplyParameterFromQuery(Name = "action")] private string? Action { get; set; }

    [SupplyParameterFromQuery(Name = "group")] private string? Group { get; set; }

    private AuditQuery Query => AuditQuery.FromQuery(Deployment, Action, Group);

    private IReadOnlyList<Group> Groups => Access.GroupsOf(Viewer, Catalog.Current);

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => _read == Query ? Task.CompletedTask : RefreshAsync();

    private async Task RefreshAsync()
    {
        var query = _read = Query;
        var newest = await ReadAsync(query, before: null);
        if (query == _read)
            (_entries, _mayHaveOlder) = ([.. newest], newest.Count == EntriesAtOnce);
    }

    private async Task ShowOlderAsync()
    {
        var older = await ReadAsync(Query, _entries![^1].Number);
        _entries = [.. _entries, .. older];
        _mayHaveOlder = older.Count == EntriesAtOnce;
    }

    private Task<IReadOnlyList<JournalEntry>> ReadAsync(AuditQuery query, long? before) =>
        History.SearchAsync(Viewer, query.ToFilter(), before, EntriesAtOnce, _closing.Token);

    private void Show(AuditQuery query) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query.ToQuery()), replace: true);

    private string ExportHref(string extension) => Navigation.GetUriWithQueryParameters($"/audit.{extension}", Query.ToQuery());

    private static string HrefOf(JournalEntry entry) => $"/deployments/{entry.DeploymentId}?tab=history";

    private string GroupName(string name) => Catalog.Current.Group(name)?.DisplayName ?? name;
}
