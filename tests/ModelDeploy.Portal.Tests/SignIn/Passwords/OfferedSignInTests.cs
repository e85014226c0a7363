using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.SignIn.Passwords;

/// <summary>What the sign-in page offers, by what is configured and who there is.</summary>
public sealed class OfferedSignInTests
{
    private static readonly Dictionary<string, string> Provider = new()
    {
        ["ModelDeploy:Oidc:Authority"] = "http://127.0.0.1:1",
        ["ModelDeploy:Oidc:ClientId"] = "portal",
        ["ModelDeploy:Oidc:ClientSecret"] = "secret",
        ["ModelDeploy:Oidc:AdminGroup"] = "admins",
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_machine_offers_the_link_and_a_password_once_somebody_has_one()
    {
        await using var portal = new PortalFactory();
        await portal.InitializeAsync();

        Assert.Equal((true, false, false), await OffersAsync(portal));
        await PasswordVisitor.AddAsync(portal, "ada");
        Assert.Equal((true, true, false), await OffersAsync(portal));
    }

    [Fact]
    public async Task With_a_provider_passwords_are_off()
    {
        await using var portal = new PortalFactory { Settings = Provider };
        await portal.InitializeAsync();
        await PasswordVisitor.AddAsync(portal, "ada");

        Assert.Equal((false, false, true), await OffersAsync(portal));
        using var visitor = portal.Visitor();
        using var answer = await visitor.PostAsync("/sign-in/password", new FormUrlEncodedContent([]), Stop);
        // As every path that is not there answers a stranger.
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task With_a_provider_and_passwords_on_wish_the_page_offers_both_and_a_password_signs_in()
    {
        await using var portal = new PortalFactory { Settings = new Dictionary<string, string>(Provider) { ["ModelDeploy:SignIn:Passwords"] = "true" } };
        await portal.InitializeAsync();
        await PasswordVisitor.AddAsync(portal, "ada");

        Assert.Equal((false, true, true), await OffersAsync(portal));
        using var visitor = await PasswordVisitor.SettledAsync(portal, "ada");
        Assert.Null(await visitor.WhereToAsync("/groups"));
    }

    private static async Task<(bool Link, bool Password, bool Provider)> OffersAsync(PortalFactory portal)
    {
        using var visitor = portal.Visitor();
        var page = await visitor.GetStringAsync("/sign-in", Stop);
        return (page.Contains("Open the link", StringComparison.Ordinal), page.Contains("type=\"password\"", StringComparison.Ordinal), page.Contains("/sign-in/provider", StringComparison.Ordinal));
    }
}
