namespace ModelDeploy.Portal.Options;

/// <summary>The provider that signs people in (OpenID Connect), under <c>ModelDeploy:Oidc</c>.</summary>
public sealed record OidcOptions
{
    /// <summary>The provider's issuer address; its discovery document lies below it.</summary>
    public required Uri Authority { get; init; }

    /// <summary>Under which name the provider knows this portal.</summary>
    public required string ClientId { get; init; }

    /// <summary>What proves to the provider that it is this portal.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>What is asked for; holds <c>openid</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile", "email"];

    /// <summary>The claim with the name that is shown.</summary>
    public string NameClaim { get; init; } = "name";

    /// <summary>The claim with a person's groups: a list of texts, or a single one.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Whoever is in this group of the provider is a system administrator; null: nobody by a group.</summary>
    public string? AdminGroup { get; init; }

    /// <summary>Subjects who are system administrators whatever their groups.</summary>
    public IReadOnlyList<string> AdminSubjects { get; init; } = [];

    /// <summary>By how much the provider's clock may differ.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the provider may take for an answer to the portal.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After this time a person signs in again, and their groups are read again.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(12);

    // Options are printed and logged; the secret must not be.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Authority = ").Append(Authority).Append(", ClientId = ").Append(ClientId).Append(", ClientSecret = (set)");
        return true;
    }
}
