using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Identities;

/// <summary>A Secret that holds a personal token, as the cluster keeps it. Its name is of the token's hash, so that a token is found without a list.</summary>
internal sealed record TokenSecret : ApiObject
{
    /// <summary>The value of <see cref="Labels.Purpose"/>.</summary>
    public const string Purpose = "token";

    /// <summary>The label that tells the tokens of one person: the name of the account's Secret.</summary>
    public const string OwnerLabel = "modeldeploy.io/account";

    private const string Id = "id";
    private const string Issuer = "issuer";
    private const string Subject = "subject";
    private const string TokenName = "name";
    private const string Scope = "scope";
    private const string CreatedAt = "createdAt";
    private const string ExpiresAt = "expiresAt";
    private const string LastUsedAt = "lastUsedAt";

    /// <summary>What it holds, as bytes of UTF-8.</summary>
    public IReadOnlyDictionary<string, byte[]>? Data { get; init; }

    /// <summary>The name of the token with this hash.</summary>
    public static string NameOf(string hash) => $"modeldeploy-token-{hash}";

    /// <summary>Selects the tokens of one person.</summary>
    public static Selector OwnedBy(PersonKey person) => new($"{Labels.Purpose}={Purpose},{OwnerLabel}={IdentitySecret.NameOf(person)}");

    /// <summary>The token as it is written.</summary>
    public static JsonObject From(ApiToken token)
    {
        var data = DataOf(new()
        {
            [Id] = token.Id.ToString(),
            [Issuer] = token.Person.Issuer,
            [Subject] = token.Person.Subject,
            [TokenName] = token.Name,
            [Scope] = token.Scope.ToString(),
            [CreatedAt] = Text(token.CreatedAt),
            [ExpiresAt] = Text(token.ExpiresAt),
        });
        if (token.LastUsedAt is { } used)
            data[LastUsedAt] = Base64(Text(used));
        return new JsonObject
        {
            ["apiVersion"] = Kinds.Secret.ApiVersion,
            ["kind"] = Kinds.Secret.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = NameOf(token.Hash),
                ["labels"] = new JsonObject
                {
                    [Labels.ManagedBy] = Labels.Manager,
                    [Labels.Purpose] = Purpose,
                    [OwnerLabel] = IdentitySecret.NameOf(token.Person),
                },
            },
            ["data"] = data,
        };
    }

    /// <summary>What notes a use.</summary>
    public static JsonObject UsedAt(DateTimeOffset at) => new() { ["data"] = DataOf(new() { [LastUsedAt] = Text(at) }) };

    /// <summary>The token that it holds, or null when it is no token of ours.</summary>
    public ApiToken? ToToken()
    {
        if (!Guid.TryParse(Field(Id), out var id) || Field(Issuer) is not { } issuer || Field(Subject) is not { } subject || Field(TokenName) is not { } name
            || !Enum.TryParse<ApiTokenScope>(Field(Scope), out var scope) || Time(CreatedAt) is not { } created || Time(ExpiresAt) is not { } expires)
            return null;
        var person = new PersonKey(issuer, subject);
        var isOurs = Metadata.Name.StartsWith(NameOf(""), StringComparison.Ordinal)
            && Metadata.Labels?.GetValueOrDefault(Labels.Purpose) == Purpose
            && Metadata.Labels.GetValueOrDefault(OwnerLabel) == IdentitySecret.NameOf(person);
        return isOurs ? new ApiToken(id, Metadata.Name[NameOf("").Length..], person, name, scope, created, expires, Time(LastUsedAt)) : null;
    }

    private string? Field(string field) => Data is not null && Data.TryGetValue(field, out var value) ? Encoding.UTF8.GetString(value) : null;

    private DateTimeOffset? Time(string field) =>
        DateTimeOffset.TryParse(Field(field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static JsonObject DataOf(Dictionary<string, string> data) => new(data.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)Base64(field.Value))));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
