using System.Text;

namespace ModelDeploy.Portal.Tests.SignIn.OpenId;

/// <summary>How sessions of a provider end: there, and here.</summary>
public sealed class OidcEndedTests : IAsyncLifetime
{
    private OidcPortal _both = null!;

    public async ValueTask InitializeAsync() => _both = await OidcPortal.StartAsync();

    public ValueTask DisposeAsync() => _both.DisposeAsync();

    [Theory]
    [InlineData("sid", "s-1")]
    [InlineData("sub", "ada")]
    public async Task The_provider_ends_a_session_once_and_a_new_one_stands(string claim, string value)
    {
        using var visitor = _both.Portal.Visitor();
        await _both.SignInAsync(visitor);
        var token = _both.Provider.LogoutToken(claims =>
        {
            claims.Remove("sub");
            claims[claim] = value;
        });
        Assert.Equal(HttpStatusCode.OK, await _both.EndAsync(token));
        using var after = await visitor.GetAsync("/groups");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, await _both.EndAsync(token));

        _both.Provider.Tamper = claims => claims["sid"] = "s-2";
        await _both.SignInAsync(visitor);
        using var anew = await visitor.GetAsync("/groups");
        Assert.Equal(HttpStatusCode.OK, anew.StatusCode);
    }

    [Theory]
    [InlineData("nonce", "n")]
    [InlineData("events", null)]
    [InlineData("events", "http://schemas.openid.net/event/backchannel-logout")]
    [InlineData("jti", null)]
    [InlineData("sub", null)]
    [InlineData("iss", "https://elsewhere.example")]
    [InlineData("aud", "another-client")]
    public async Task A_logout_token_that_breaks_a_rule_ends_nothing(string claim, string? value)
    {
        using var visitor = _both.Portal.Visitor();
        await _both.SignInAsync(visitor);
        Assert.Equal(HttpStatusCode.BadRequest, await _both.EndAsync(_both.Provider.LogoutToken(claims => claims[claim] = value)));

        using var after = await visitor.GetAsync("/groups");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task Leaving_leads_to_the_provider_with_the_token_it_gave()
    {
        using var visitor = _both.Portal.Visitor();
        await _both.SignInAsync(visitor);
        using var left = await visitor.LeaveAsync();
        var refresh = Assert.Single(left.Headers.GetValues("Refresh"));
        Assert.StartsWith($"0; url={_both.Provider.Issuer}/leave?", refresh, StringComparison.Ordinal);
        Assert.Contains($"post_logout_redirect_uri={Uri.EscapeDataString(_both.Portal.Address + "/sign-in")}", refresh, StringComparison.Ordinal);
        Assert.Contains("id_token_hint=ey", refresh, StringComparison.Ordinal);
        using var after = await visitor.GetAsync("/groups");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Fact]
    public async Task A_logout_message_that_is_too_large_is_refused_before_it_is_read()
    {
        var said = new StringContent($"logout_token={new string('a', 65_536)}", Encoding.ASCII, "application/x-www-form-urlencoded");
        using var anybody = new HttpClient();
        using var answer = await anybody.PostAsync($"{_both.Portal.Address}/sign-in/ended", said);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Request body too large", await _both.Portal.LogAsync(), StringComparison.Ordinal);
    }
}
