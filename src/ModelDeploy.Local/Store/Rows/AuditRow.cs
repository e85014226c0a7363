using System.Text.Json;
using ModelDeploy.Core.Audit;

namespace ModelDeploy.Local.Store.Rows;

/// <summary>An entry of the audit. What stands beside the text is only for searching: the hash vouches for the text.</summary>
internal sealed class AuditRow
{
    public required long Number { get; set; }

    public required string Previous { get; set; }

    public required string Hash { get; set; }

    public required string Text { get; set; }

    public required string Action { get; set; }

    public required string Outcome { get; set; }

    public required string TargetId { get; set; }

    public string? GroupName { get; set; }

    public static AuditRow From(AuditEntry entry, AuditEvent what) => new()
    {
        Number = entry.Number,
        Previous = entry.Previous,
        Hash = entry.Hash,
        Text = entry.Text,
        Action = what.Action.ToString(),
        Outcome = what.Outcome.ToString(),
        TargetId = what.Target.Id,
        GroupName = what.Target.Group,
    };

    public bool SaysWhatItsTextSays()
    {
        try
        {
            var meant = From(ToEntry(), ToEntry().Event);
            return (Action, Outcome, TargetId, GroupName) == (meant.Action, meant.Outcome, meant.TargetId, meant.GroupName);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public AuditEntry ToEntry() => new(Number, Previous, Hash, Text);
}
