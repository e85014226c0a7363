using System.Globalization;
using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Local.Store.Rows;

internal sealed class CredentialRow
{
    public required string Issuer { get; set; }

    public required string Subject { get; set; }

    public required string Login { get; set; }

    public required string PasswordHash { get; set; }

    public required string Stamp { get; set; }

    public required bool MustChange { get; set; }

    public required bool IsDisabled { get; set; }

    public required int Failures { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? LockedUntil { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? LastSignInAt { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; set; }

    /// <summary>Counts the writes.</summary>
    public required long Version { get; set; }

    public static CredentialRow From(LocalCredential credential, long version) => new()
    {
        Issuer = credential.Person.Issuer,
        Subject = credential.Person.Subject,
        Login = credential.Login,
        PasswordHash = credential.PasswordHash,
        Stamp = credential.Stamp,
        MustChange = credential.MustChange,
        IsDisabled = credential.IsDisabled,
        Failures = credential.Failures,
        LockedUntil = credential.LockedUntil?.UtcDateTime,
        LastSignInAt = credential.LastSignInAt?.UtcDateTime,
        CreatedAt = credential.CreatedAt.UtcDateTime,
        Version = version,
    };

    public LocalCredential ToCredential() => new()
    {
        Person = new PersonKey(Issuer, Subject),
        Login = Login,
        PasswordHash = PasswordHash,
        Stamp = Stamp,
        MustChange = MustChange,
        IsDisabled = IsDisabled,
        Failures = Failures,
        LockedUntil = Utc(LockedUntil),
        LastSignInAt = Utc(LastSignInAt),
        CreatedAt = Utc(CreatedAt)!.Value,
        Version = Version.ToString(CultureInfo.InvariantCulture),
    };

    private static DateTimeOffset? Utc(DateTime? time) => time is { } there ? new DateTimeOffset(DateTime.SpecifyKind(there, DateTimeKind.Utc)) : null;
}
