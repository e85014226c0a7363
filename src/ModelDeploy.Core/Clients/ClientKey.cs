using System.Text;

namespace ModelDeploy.Core.Clients;

/// <summary>A key of a client, as it is kept. Its text is shown once and kept nowhere.</summary>
/// <param name="Id">Names it for as long as it is kept; says nothing of its text.</param>
/// <param name="Hash">The SHA-256 of its text, hex in lower case.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when it is no longer good; null for never.</param>
/// <param name="PasswordHash">The hash that a password file would have of its text; null where nobody reads such files.</param>
public sealed record ClientKey(string Id, string Hash, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string? PasswordHash = null)
{
    /// <summary>Whether it opens anything.</summary>
    public bool IsGoodAt(DateTimeOffset now) => ExpiresAt is not { } end || now < end;

    /// <summary>The same key, good until then at the latest.</summary>
    public ClientKey EndingBy(DateTimeOffset end) => ExpiresAt is { } own && own <= end ? this : this with { ExpiresAt = end };

    /// <summary>Its name alone: hashes are of no use in a log.</summary>
    private bool PrintMembers(StringBuilder text)
    {
        text.Append("Id = ").Append(Id);
        return true;
    }
}
