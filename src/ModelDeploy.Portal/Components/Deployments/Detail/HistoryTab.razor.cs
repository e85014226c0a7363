using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>What was done to a deployment, newest first; read again whenever a change was accepted.</summary>
public sealed partial class HistoryTab : IDisposable
{
    private const int EntriesAtOnce = 50;

    private readonly CancellationTokenSource _closing = new();
    private List<JournalEntry>? _entries;
    private bool _mayHaveOlder;
    private (string Id, Change? Newest)? _read;
    private JournalEntry? _viewed;
    private JournalEntry? _target;

    /// <summary>Reads the journal.</summary>
    [Inject] public required HistoryReader History { get; init; }

    /// <summary>Who reads.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>Whose history.</summary>
    [Parameter, EditorRequired] public required string DeploymentId { get; set; }

    /// <summary>The deployment as it is now; null when it is gone: then nothing can be rolled back.</summary>
    [Parameter] public Deployment? Deployment { get; set; }

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
        var newest = await ReadAsync(before: null);
        _entries = newest;
        _mayHaveOlder = newest.Count == EntriesAtOnce;
    }

    private async Task ShowOlderAsync()
    {
        var older = await ReadAsync(_entries![^1].Number);
        _entries = [.. _entries, .. older];
        _mayHaveOlder = older.Count == EntriesAtOnce;
    }

    private async Task<List<JournalEntry>> ReadAsync(long? before) =>
        [.. await History.ReadAsync(Viewer, DeploymentId, before, EntriesAtOnce, _closing.Token) ?? []];

    private static string PathOf(string ofChange) => $"{nameof(JournalEntry.Change)}.{ofChange}";

    private string? WhyNotRollBack => Deployment is null ? null : AllowedActions.WhyNot(Deployment, DeploymentAction.RollBack);
}
