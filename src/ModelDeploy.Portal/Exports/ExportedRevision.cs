using System.Text.Json;
using System.Text.Json.Nodes;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;

namespace ModelDeploy.Portal.Exports;

/// <summary>One change in a history file.</summary>
/// <param name="Revision">Its number; of a deletion the last one's.</param>
/// <param name="Action">What was done.</param>
/// <param name="At">When, UTC.</param>
/// <param name="User">Who did it, by name.</param>
/// <param name="Message">Why; may be empty.</param>
/// <param name="FromRevision">For a roll back its source, else null.</param>
/// <param name="Spec">The spec as it was then; secret variables have no value.</param>
public sealed record ExportedRevision(
    long Revision, ChangeAction Action, DateTimeOffset At, string User, string Message, long? FromRevision, JsonNode Spec)
{
    /// <summary>The entry for a file.</summary>
    public static ExportedRevision Of(JournalEntry entry)
    {
        var spec = JsonSerializer.SerializeToNode(entry.Spec.Redact(), SpecJson.Options)!;
        foreach (var variable in spec["env"]?.AsArray() ?? [])
        {
            if (variable?["secret"]?.GetValue<bool>() == true)
                variable.AsObject().Remove("value");
        }
        var (revision, change) = (entry.Revision, entry.Change);
        return new ExportedRevision(revision, change.Action, change.At, change.By.Name, change.Message, change.FromRevision, spec);
    }
}
