using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Identities;

/// <summary>A Secret that holds a credential, as the cluster keeps it. Its name is of the login name, so that no two have the same.</summary>
internal sealed record CredentialSecret : ApiObject
{
    /// <summary>The value of <see cref="Labels.Purpose"/>.</summary>
    public const string Purpose = "credential";

    private const string Issuer = "issuer";
    private const string Subject = "subject";
    private const string Login = "login";
    private const string Hash = "passwordHash";
    private const string Stamp = "stamp";
    private const string MustChange = "mustChange";
    private const string Disabled = "disabled";
    private const string Failures = "failures";
    private const string LockedUntil = "lockedUntil";
    private const string LastSignInAt = "lastSignInAt";
    private const string CreatedAt = "createdAt";

    /// <summary>What it holds, as bytes of UTF-8.</summary>
    public IReadOnlyDictionary<string, byte[]>? Data { get; init; }

    /// <summary>The name of the credential with this login name: of a hash, as a login name may hold what a Secret's name may not.</summary>
    public static string NameOf(string login) =>
        $"modeldeploy-credential-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(login)).AsSpan(0, 20))}";

    /// <summary>Selects the credential of one person.</summary>
    public static Selector OwnedBy(PersonKey person) => new($"{Labels.Purpose}={Purpose},{TokenSecret.OwnerLabel}={IdentitySecret.NameOf(person)}");

    /// <summary>A new one as it is written.</summary>
    public static JsonObject From(LocalCredential credential) => new()
    {
        ["apiVersion"] = Kinds.Secret.ApiVersion,
        ["kind"] = Kinds.Secret.Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = NameOf(credential.Login),
            ["labels"] = new JsonObject
            {
                [Labels.ManagedBy] = Labels.Manager,
                [Labels.Purpose] = Purpose,
                [TokenSecret.OwnerLabel] = IdentitySecret.NameOf(credential.Person),
            },
        },
        ["data"] = new JsonObject(DataOf(credential).Where(field => field.Value is not null)),
    };

    /// <summary>What replaces one of the version that was read; fields that are nothing now are taken away.</summary>
    public static JsonObject PatchOf(LocalCredential credential) => new()
    {
        ["metadata"] = new JsonObject { ["resourceVersion"] = credential.Version },
        ["data"] = new JsonObject(DataOf(credential).Where(field => field.Key is not (Issuer or Subject or Login or CreatedAt))),
    };

    /// <summary>The credential that it holds, or null when it is none of ours.</summary>
    public LocalCredential? ToCredential()
    {
        if (Field(Issuer) is not { } issuer || Field(Subject) is not { } subject || Field(Login) is not { } login || Field(Hash) is not { } hash
            || Field(Stamp) is not { } stamp || Time(CreatedAt) is not { } created)
            return null;
        var person = new PersonKey(issuer, subject);
        if (Metadata.Name != NameOf(login) || Metadata.Labels?.GetValueOrDefault(TokenSecret.OwnerLabel) != IdentitySecret.NameOf(person))
            return null;
        return new LocalCredential
        {
            Person = person,
            Login = login,
            PasswordHash = hash,
            Stamp = stamp,
            // Somebody who edits the Secret by hand and mistypes lets nobody in by it.
            MustChange = Field(MustChange) != "false",
            IsDisabled = Field(Disabled) != "false",
            Failures = int.TryParse(Field(Failures), CultureInfo.InvariantCulture, out var failures) ? failures : 0,
            LockedUntil = Time(LockedUntil),
            LastSignInAt = Time(LastSignInAt),
            CreatedAt = created,
            Version = Metadata.ResourceVersion,
        };
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> DataOf(LocalCredential credential)
    {
        yield return Of(Issuer, credential.Person.Issuer);
        yield return Of(Subject, credential.Person.Subject);
        yield return Of(Login, credential.Login);
        yield return Of(Hash, credential.PasswordHash);
        yield return Of(Stamp, credential.Stamp);
        yield return Of(MustChange, credential.MustChange ? "true" : "false");
        yield return Of(Disabled, credential.IsDisabled ? "true" : "false");
        yield return Of(Failures, credential.Failures.ToString(CultureInfo.InvariantCulture));
        yield return Of(LockedUntil, Text(credential.LockedUntil));
        yield return Of(LastSignInAt, Text(credential.LastSignInAt));
        yield return Of(CreatedAt, Text(credential.CreatedAt));
    }

    private static KeyValuePair<string, JsonNode?> Of(string field, string? value) =>
        KeyValuePair.Create(field, value is null ? null : (JsonNode?)Convert.ToBase64String(Encoding.UTF8.GetBytes(value)));

    private static string? Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private string? Field(string field) => Data is not null && Data.TryGetValue(field, out var value) ? Encoding.UTF8.GetString(value) : null;

    private DateTimeOffset? Time(string field) =>
        DateTimeOffset.TryParse(Field(field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
