using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Local.Store.Rows;

internal sealed class ApiTokenRow
{
    public required Guid Id { get; set; }

    public required string Hash { get; set; }

    public required string Issuer { get; set; }

    public required string Subject { get; set; }

    public required string Name { get; set; }

    public required string Scope { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime ExpiresAt { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? LastUsedAt { get; set; }

    public static ApiTokenRow From(ApiToken token) => new()
    {
        Id = token.Id,
        Hash = token.Hash,
        Issuer = token.Person.Issuer,
        Subject = token.Person.Subject,
        Name = token.Name,
        Scope = token.Scope.ToString(),
        CreatedAt = token.CreatedAt.UtcDateTime,
        ExpiresAt = token.ExpiresAt.UtcDateTime,
        LastUsedAt = token.LastUsedAt?.UtcDateTime,
    };

    public ApiToken ToToken() => new(
        Id, Hash, new PersonKey(Issuer, Subject), Name, Enum.Parse<ApiTokenScope>(Scope), Utc(CreatedAt), Utc(ExpiresAt), LastUsedAt is { } at ? Utc(at) : null);

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
