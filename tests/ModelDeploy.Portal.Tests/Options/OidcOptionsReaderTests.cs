using Microsoft.Extensions.Configuration;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Tests.Options;

public sealed class OidcOptionsReaderTests
{
    private static readonly Dictionary<string, string?> Enough = new()
    {
        ["Authority"] = "https://provider.example/realms/main", ["ClientId"] = "portal", ["ClientSecret"] = "only-for-tests", ["AdminGroup"] = "admins",
    };

    [Fact]
    public void Without_settings_there_is_no_provider() => Assert.Null(Read([]).Options);

    [Fact]
    public void What_is_left_out_has_its_default_and_the_secret_is_never_printed()
    {
        var (options, errors) = Read(Enough);

        Assert.Empty(errors);
        Assert.Equal(["openid", "profile", "email"], options!.Scopes);
        Assert.Equal(("name", "groups"), (options.NameClaim, options.GroupsClaim));
        Assert.Equal(TimeSpan.FromMinutes(2), options.ClockSkew);
        Assert.DoesNotContain("only-for-tests", options.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authority", null, "is missing")]
    [InlineData("Authority", "http://provider.example", "must begin with https://")]
    [InlineData("Authority", "provider.example", "must be an address")]
    [InlineData("ClientId", null, "is missing")]
    [InlineData("ClientSecret", " ", "is missing")]
    [InlineData("Scopes", "profile", "lacks openid")]
    [InlineData("AdminGroup", null, "nobody would be a system administrator")]
    [InlineData("ClockSkew", "00:11:00", "must be a time from")]
    [InlineData("SessionLifetime", "13:00:00", "must be a time from")]
    [InlineData("Audience", "x", "is not a setting")]
    public void A_wrong_value_is_refused_by_a_sentence_that_begins_with_its_key(string key, string? value, string because)
    {
        var error = Assert.Single(Read(new(Enough) { [key] = value }).Errors);

        Assert.StartsWith($"Oidc:{key} ", error, StringComparison.Ordinal);
        Assert.Contains(because, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:8080/realms/main")]
    [InlineData("http://127.0.0.1:8080")]
    public void A_provider_on_this_machine_needs_no_certificate(string authority) => Assert.Empty(Read(new(Enough) { ["Authority"] = authority }).Errors);

    [Fact]
    public void Administrators_can_be_named_one_by_one()
    {
        var (options, errors) = Read(new(Enough) { ["AdminGroup"] = null, ["AdminSubjects"] = "1 2, 3", ["Scopes"] = "openid, groups" });

        Assert.Empty(errors);
        Assert.Equal(["1", "2", "3"], options!.AdminSubjects);
        Assert.Equal(["openid", "groups"], options.Scopes);
    }

    [Fact]
    public void Administrators_can_be_a_list()
    {
        var (options, errors) = Read(new(Enough) { ["AdminGroup"] = null, ["AdminSubjects:0"] = "1", ["AdminSubjects:1"] = "2" });

        Assert.Empty(errors);
        Assert.Equal(["1", "2"], options!.AdminSubjects);
    }

    private static (OidcOptions? Options, List<string> Errors) Read(Dictionary<string, string?> settings)
    {
        var errors = new List<string>();
        var given = settings.Where(setting => setting.Value is not null);
        return (OidcOptionsReader.Read(new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(given).Build(), "Oidc", errors)), errors);
    }
}
