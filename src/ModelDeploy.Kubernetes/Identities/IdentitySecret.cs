using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Identities;

/// <summary>A Secret that holds an account or a sign-in link, as the cluster keeps it.</summary>
internal sealed record IdentitySecret : ApiObject
{
    /// <summary>The value of <see cref="Labels.Purpose"/> on accounts.</summary>
    public const string AccountPurpose = "account";

    /// <summary>The value of <see cref="Labels.Purpose"/> on sign-in links.</summary>
    public const string LinkPurpose = "link";

    private const string Issuer = "issuer";
    private const string Subject = "subject";
    private const string PersonName = "name";
    private const string Admin = "systemAdmin";
    private const string ExpiresAt = "expiresAt";

    /// <summary>What it holds, as bytes of UTF-8.</summary>
    public IReadOnlyDictionary<string, byte[]>? Data { get; init; }

    /// <summary>The name of a person's account: of a hash, as a key may be longer than a name and hold any characters.</summary>
    public static string NameOf(PersonKey person)
    {
        // The length keeps issuer and subject apart, whatever they hold.
        var key = $"{person.Issuer.Length}:{person.Issuer}{person.Subject}";
        return $"modeldeploy-account-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 20))}";
    }

    /// <summary>The name of the link whose token has this hash.</summary>
    public static string NameOfLink(string tokenHash) => $"modeldeploy-link-{tokenHash}";

    /// <summary>The account as it is written.</summary>
    public static JsonObject From(Account account) => Of(NameOf(account.Key), AccountPurpose, new()
    {
        [Issuer] = account.Key.Issuer,
        [Subject] = account.Key.Subject,
        [PersonName] = account.Name,
        [Admin] = account.IsSystemAdmin ? "true" : "false",
    });

    /// <summary>The link as it is written.</summary>
    public static JsonObject From(string tokenHash, PersonKey person, DateTimeOffset expiresAt) => Of(NameOfLink(tokenHash), LinkPurpose, new()
    {
        [Issuer] = person.Issuer,
        [Subject] = person.Subject,
        [ExpiresAt] = expiresAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
    });

    /// <summary>The account that it holds, or null when it is no account of ours.</summary>
    public Account? ToAccount() => Person() is { } person && Name.Name == NameOf(person) && Text(PersonName) is { } name
        ? new Account(person, name, Text(Admin) == "true")
        : null;

    /// <summary>The person that a link is for and until when, or null when it is no link of ours.</summary>
    public (PersonKey Person, DateTimeOffset ExpiresAt)? ToLink() =>
        Person() is { } person && DateTimeOffset.TryParse(Text(ExpiresAt), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expiresAt)
            ? (person, expiresAt)
            : null;

    private PersonKey? Person() => Text(Issuer) is { } issuer && Text(Subject) is { } subject ? new PersonKey(issuer, subject) : null;

    private string? Text(string field) => Data is not null && Data.TryGetValue(field, out var value) ? Encoding.UTF8.GetString(value) : null;

    private static JsonObject Of(string name, string purpose, Dictionary<string, string> data) => new()
    {
        ["apiVersion"] = Kinds.Secret.ApiVersion,
        ["kind"] = Kinds.Secret.Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { [Labels.ManagedBy] = Labels.Manager, [Labels.Purpose] = purpose },
        },
        ["data"] = new JsonObject(data.Select(field =>
            KeyValuePair.Create(field.Key, (JsonNode?)Convert.ToBase64String(Encoding.UTF8.GetBytes(field.Value))))),
    };
}
