using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Components.Audit;

/// <summary>Everything that was done and refused, for administrators.</summary>
public sealed partial class EventsPage : IDisposable
{
    private const int EntriesAtOnce = 50;

    private readonly CancellationTokenSource _closing = new();
    private List<AuditEntry>? _entries;
    private EventQuery? _read;
    private bool _mayHaveOlder;
    private string? _trouble;
    private AuditEntry? _viewed;

    /// <summary>Reads the audit.</summary>
    [Inject] public required AuditReader Events { get; init; }

    /// <summary>Where the query is kept.</summary>
    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>Who reads.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    [SupplyParameterFromQuery(Name = "what")] private string? What { get; set; }

    [SupplyParameterFromQuery(Name = "action")] private string? Action { get; set; }

    [SupplyParameterFromQuery(Name = "outcome")] private string? Outcome { get; set; }

    private EventQuery Query => EventQuery.FromQuery(What, Action, Outcome);

    private string ExportHref => Navigation.GetUriWithQueryParameters("/audit/events.jsonl", Query.ToQuery());

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => _read == Query || !Events.MayRead(Viewer) ? Task.CompletedTask : RefreshAsync();

    private async Task RefreshAsync()
    {
        var query = _read = Query;
        if (await ReadAsync(query, before: null) is { } newest && query == _read)
            (_entries, _mayHaveOlder) = ([.. newest], newest.Count == EntriesAtOnce);
    }

    private async Task ShowOlderAsync()
    {
        if (await ReadAsync(Query, _entries![^1].Number) is not { } older)
            return;
        _entries = [.. _entries, .. older];
        _mayHaveOlder = older.Count == EntriesAtOnce;
    }

    private async Task<IReadOnlyList<AuditEntry>?> ReadAsync(EventQuery query, long? before)
    {
        try
        {
            var found = await Events.SearchAsync(Viewer, query.ToFilter(), before, EntriesAtOnce, _closing.Token);
            _trouble = null;
            return found;
        }
        catch (StoreUnavailableException trouble)
        {
            _trouble = trouble.Message;
            return null;
        }
    }

    private void Show(EventQuery query) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query.ToQuery()), replace: true);
}
