using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Revisions;

/// <summary>What was done to a deployment, newest first; read again whenever a change was accepted.</summary>
public sealed partial class HistoryTab : IDisposable
{
    private const int EntriesAtOnce = 50;

    private readonly CancellationTokenSource _closing = new();
    private readonly List<long> _chosen = [];
    private List<RevisionRow>? _rows;
    private bool _mayHaveOlder;
    private (string Id, Change? Newest)? _read;
    private JournalEntry? _viewed;
    private JournalEntry? _target;

    /// <summary>Reads the journal.</summary>
    [Inject] public required HistoryReader History { get; init; }

    /// <summary>Names groups and instance types.</summary>
    [Inject] public required CatalogCache Catalog { get; init; }

    /// <summary>Where the comparison's address is kept.</summary>
    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>Who reads.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>Whose history.</summary>
    [Parameter, EditorRequired] public required string DeploymentId { get; set; }

    /// <summary>The deployment as it is now; null when it is gone: then nothing can be rolled back.</summary>
    [Parameter] public Deployment? Deployment { get; set; }

    /// <summary>The pair of revisions that the address asks to compare (<c>3..5</c>), or null.</summary>
    [Parameter] public string? Pair { get; set; }

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var now = (DeploymentId, Deployment?.Deletion ?? Deployment?.LastChange);
        if (_read == now)
            return;
        _read = now;
        _rows = await ReadAsync(before: null);
    }

    private async Task ShowOlderAsync() => _rows = [.. _rows!, .. await ReadAsync(_rows![^1].Entry.Number)];

    private async Task<List<RevisionRow>> ReadAsync(long? before)
    {
        var entries = await History.ReadAsync(Viewer, DeploymentId, before, EntriesAtOnce + 1, _closing.Token) ?? [];
        _mayHaveOlder = entries.Count > EntriesAtOnce;
        return [.. RevisionRow.Of(entries, EntriesAtOnce, Catalog.Current)];
    }

    // Of three the first one chosen gives way.
    private void Choose(long revision)
    {
        if (!_chosen.Remove(revision))
            _chosen.Add(revision);
        if (_chosen.Count > 2)
            _chosen.RemoveAt(0);
    }

    private void Compare() => ShowPair(new RevisionPair(_chosen[0], _chosen[1]));

    private void ShowPair(RevisionPair? pair) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["tab"] = Deployment is null ? null : "history", ["compare"] = pair?.ToString() }));

    private string Hint => _chosen switch
    {
        [] => RevisionsTexts.SelectTwoByField,
        [var one] => RevisionsTexts.SelectAnother.With(one),
        _ => RevisionsTexts.SelectedTwo.With(_chosen.Min(), _chosen.Max()),
    };

    private static string PathOf(string ofEntry) => $"{nameof(RevisionRow.Entry)}.{ofEntry}";

    private static string PathOfChange(string ofChange) => PathOf($"{nameof(JournalEntry.Change)}.{ofChange}");

    private string? WhyNotRollBack => Deployment is null ? null : AllowedActions.WhyNot(Deployment, DeploymentAction.RollBack);
}
