using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Revisions;

/// <summary>Two revisions side by side, field by field.</summary>
public sealed partial class CompareDialog : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private IReadOnlyList<SpecDifference>? _fields;
    private JournalEntry? _older;
    private JournalEntry? _newer;
    private long? _missing;
    private bool _all;

    /// <summary>Reads the journal.</summary>
    [Inject] public required HistoryReader History { get; init; }

    /// <summary>Names groups and instance types.</summary>
    [Inject] public required CatalogCache Catalog { get; init; }

    /// <summary>Who reads.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>Whose revisions.</summary>
    [Parameter, EditorRequired] public required string DeploymentId { get; set; }

    /// <summary>Which two. Another pair is another dialog: set a key.</summary>
    [Parameter, EditorRequired] public required RevisionPair Pair { get; set; }

    /// <summary>Called when it shall be closed.</summary>
    [Parameter, EditorRequired] public required EventCallback OnClose { get; set; }

    private string Summary => _fields!.Count(difference => difference.IsChanged) switch
    {
        0 => RevisionsTexts.NoFieldDiffers,
        var count => Phrases.Count(count, RevisionsTexts.OneFieldDiffers, RevisionsTexts.ManyFieldsDiffer),
    };

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _older = await History.FindRevisionAsync(Viewer, DeploymentId, Pair.Older, _closing.Token);
        _newer = await History.FindRevisionAsync(Viewer, DeploymentId, Pair.Newer, _closing.Token);
        _missing = _older is null ? Pair.Older : _newer is null ? Pair.Newer : null;
        if (_older is not null && _newer is not null)
            _fields = SpecComparison.Of(_older.Spec, _newer.Spec, Catalog.Current);
    }

    private static string MarkOf(SpecDifference difference) => difference switch
    {
        { Before: null } => RevisionsTexts.MarkAdded,
        { After: null } => RevisionsTexts.MarkRemoved,
        _ => RevisionsTexts.Changed,
    };

    private static string Shown(string? value) => value is null ? "–" : VisibleText.OfLines(value);
}
