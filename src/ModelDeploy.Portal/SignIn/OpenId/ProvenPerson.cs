using System.Text.Json;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.SignIn.OpenId.Tokens;

namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>Whom a provider has proven to be there.</summary>
/// <param name="Account">The account that this person has here.</param>
/// <param name="Groups">The names of the groups that the provider tells, without the slash that Keycloak's paths begin with.</param>
/// <param name="GroupsAreElsewhere">Whether the provider says that there are more groups than it tells; then none counts.</param>
public sealed record ProvenPerson(Account Account, IReadOnlySet<string> Groups, bool GroupsAreElsewhere)
{
    private const int LongestName = 200;
    private static readonly string[] OtherNames = ["preferred_username", "email"];

    /// <summary>The person of these claims.</summary>
    /// <param name="claims">Those of a validated ID token; what they say counts before what else is told.</param>
    /// <param name="more">What the provider tells besides, or null.</param>
    /// <param name="issuer">The provider.</param>
    /// <param name="options">Which claims are meant.</param>
    public static ProvenPerson Read(JsonElement claims, JsonElement? more, string issuer, OidcOptions options)
    {
        var subject = StrictJson.TextOf(claims, "sub")!;
        JsonElement[] sources = more is { } further ? [claims, further] : [claims];
        var told = sources.Where(source => source.TryGetProperty(options.GroupsClaim, out _)).Take(1)
            .SelectMany(source => StrictJson.TextsOf(source, options.GroupsClaim)).ToList();
        var isAdmin = options.AdminSubjects.Contains(subject, StringComparer.Ordinal)
            || (options.AdminGroup is { } adminGroup && told.Any(group => WithoutSlash(group) == WithoutSlash(adminGroup)));
        var name = new[] { options.NameClaim }.Concat(OtherNames)
            .SelectMany(claim => sources.Select(source => StrictJson.TextOf(source, claim)))
            .Select(Shown).FirstOrDefault(found => found.Length > 0) ?? subject;
        return new ProvenPerson(
            new Account(new PersonKey(issuer, subject), name, isAdmin),
            told.Select(WithoutSlash).ToHashSet(StringComparer.Ordinal),
            told.Count == 0 && HasElsewhere(claims, options.GroupsClaim));
    }

    private static string WithoutSlash(string group) => group.StartsWith('/') ? group[1..] : group;

    private static string Shown(string? name)
    {
        var trimmed = new string([.. (name ?? "").Where(character => !char.IsControl(character))]).Trim();
        return trimmed.Length <= LongestName ? trimmed : trimmed[..LongestName];
    }

    // "Aggregated and distributed claims": the claim's name stands here when its value is to be fetched from another place.
    private static bool HasElsewhere(JsonElement claims, string claim) =>
        claims.TryGetProperty("_claim_names", out var names) && names.ValueKind is JsonValueKind.Object && names.TryGetProperty(claim, out _);
}
