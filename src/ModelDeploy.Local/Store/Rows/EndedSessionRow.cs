using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Local.Store.Rows;

internal sealed class EndedSessionRow
{
    public required string Mark { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; set; }

    public EndedSession ToEnded() => new(Mark, new DateTimeOffset(DateTime.SpecifyKind(At, DateTimeKind.Utc)));
}
