namespace ModelDeploy.Portal.Options;

/// <summary>Reads the settings of the provider that signs people in.</summary>
public static class OidcOptionsReader
{
    private static readonly Uri Nowhere = new("https://nowhere.invalid");

    /// <summary>The options, or null where nothing is set: then people sign in by printed links.</summary>
    public static OidcOptions? Read(SettingsReader settings)
    {
        if (settings.Keys().Count == 0)
            return null;
        var defaults = new OidcOptions { Authority = Nowhere, ClientId = "", ClientSecret = "" };
        var options = new OidcOptions
        {
            Authority = ReadAuthority(settings),
            ClientId = settings.Required("ClientId"),
            ClientSecret = settings.Required("ClientSecret"),
            Scopes = settings.Words("Scopes") is { Count: > 0 } scopes ? scopes : defaults.Scopes,
            NameClaim = settings.Text("NameClaim") ?? defaults.NameClaim,
            GroupsClaim = settings.Text("GroupsClaim") ?? defaults.GroupsClaim,
            AdminGroup = settings.Text("AdminGroup"),
            AdminSubjects = settings.Words("AdminSubjects"),
            ClockSkew = settings.Duration("ClockSkew", defaults.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            Timeout = settings.Duration("Timeout", defaults.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
            // What ended a session is remembered for as long as the longest of them.
            SessionLifetime = settings.Duration("SessionLifetime", defaults.SessionLifetime, TimeSpan.FromMinutes(5), TimeSpan.FromHours(12)),
        };
        if (!options.Scopes.Contains("openid", StringComparer.Ordinal))
            settings.Refuse("Scopes", "lacks openid, without which the provider does not say who has signed in.");
        if (options.AdminGroup is null && options.AdminSubjects.Count == 0)
            settings.Refuse("AdminGroup", "is missing, and so is AdminSubjects: nobody would be a system administrator.");
        settings.RefuseUnknown();
        return options;
    }

    private static Uri ReadAuthority(SettingsReader settings)
    {
        if (settings.Text("Authority") is null)
            settings.Refuse("Authority", "is missing.");
        if (settings.Address("Authority") is not { } authority)
            return Nowhere;
        if (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback)
            settings.Refuse("Authority", $"is \"{authority.OriginalString}\", but must begin with https://: the client's secret and people's tokens travel there.");
        return authority;
    }
}
