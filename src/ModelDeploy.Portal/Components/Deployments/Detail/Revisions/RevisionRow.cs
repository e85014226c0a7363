using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Revisions;

/// <summary>One line of the history.</summary>
/// <param name="Entry">What was done.</param>
/// <param name="Words">What that changed, in short sentences; may be empty.</param>
public sealed record RevisionRow(JournalEntry Entry, IReadOnlyList<string> Words)
{
    /// <summary>Whether it made a revision; a deletion makes none.</summary>
    public bool IsRevision => Entry.Change.Action is not ChangeAction.Deleted;

    /// <summary>The first <paramref name="count"/> of these entries, newest first; a further one only tells what the last of them changed.</summary>
    public static IEnumerable<RevisionRow> Of(IReadOnlyList<JournalEntry> entries, int count, CatalogSnapshot catalog) =>
        entries.Take(count).Select((entry, at) => new RevisionRow(entry, DifferenceWords.Of(entry, entries.ElementAtOrDefault(at + 1), catalog)));
}
