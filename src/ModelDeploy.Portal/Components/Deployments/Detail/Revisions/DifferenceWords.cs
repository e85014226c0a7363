using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Revisions;

/// <summary>What a change changed, in short sentences.</summary>
public static class DifferenceWords
{
    /// <summary>A longer value is cut in a sentence, and not told where there are two of them.</summary>
    public const int LongestValue = 80;

    /// <summary>For example <c>Replicas 1 → 2</c>, <c>Metadata owner added: Ada</c>, <c>Description changed</c>. Safe to show.</summary>
    public static string Of(SpecDifference difference)
    {
        var field = VisibleText.Of(difference.Field);
        return difference switch
        {
            { Before: null, After: { } added } => RevisionsTexts.AddedValue.With(field, Isolated.Name(Cut(added))),
            { After: null } => RevisionsTexts.Removed.With(field),
            { Before: var before, After: var after } when IsShort(before!) && IsShort(after) => $"{field} {Isolated.Name(before!)} → {Isolated.Name(after)}",
            _ => RevisionsTexts.FieldChanged.With(field),
        };
    }

    /// <summary>
    /// What an entry changed since the one before it; empty where its action says it already. An entry is written only for a real
    /// change, so what cannot be seen is the value of a secret.
    /// </summary>
    public static IReadOnlyList<string> Of(JournalEntry entry, JournalEntry? before, CatalogSnapshot catalog)
    {
        if (before is null || entry.Change.Action is not (ChangeAction.Updated or ChangeAction.RolledBack))
            return [];
        var changes = SpecComparison.Changes(before.Spec, entry.Spec, catalog);
        return changes.Count == 0 && HasSecrets(entry.Spec)
            ? [RevisionsTexts.SecretReplaced]
            : [.. changes.Select(Of)];
    }

    /// <summary>Whether there are values that no comparison shows.</summary>
    public static bool HasSecrets(DeploymentSpec spec) => spec.Env.Any(variable => variable.Secret);

    // The first line, whole characters only.
    private static string Cut(string value)
    {
        if (IsShort(value))
            return value;
        var line = value.Split('\n')[0].TrimEnd('\r');
        var length = Math.Min(line.Length, LongestValue);
        return $"{line[..(length > 0 && char.IsHighSurrogate(line[length - 1]) ? length - 1 : length)]}…";
    }

    private static bool IsShort(string value) => value.Length <= LongestValue && !value.Contains('\n');
}
