using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.SignIn.OpenId;

public sealed partial class OidcTamperedSignInTests : IAsyncLifetime
{
    private TestProvider _provider = null!;
    private PortalFactory _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await TestProvider.StartAsync();
        _portal = new PortalFactory
        {
            Settings = new Dictionary<string, string>
            {
                ["ModelDeploy:Oidc:Authority"] = _provider.Issuer,
                ["ModelDeploy:Oidc:ClientId"] = "portal",
                ["ModelDeploy:Oidc:ClientSecret"] = TestProvider.ClientSecret,
                ["ModelDeploy:Oidc:AdminGroup"] = "admins",
            },
        };
        await _portal.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
    }

    public static TheoryData<string, object?> Lies => new()
    {
        { "nonce", "of another sign-in" },
        { "iss", "https://elsewhere.example" },
        { "aud", "another-client" },
        { "exp", DateTimeOffset.UtcNow.AddMinutes(-3).ToUnixTimeSeconds() },
        { "iat", DateTimeOffset.UtcNow.AddHours(3).ToUnixTimeSeconds() },
        { "at_hash", "AAAAAAAAAAAAAAAAAAAAAA" },
    };

    [Fact]
    public async Task Who_comes_from_the_provider_is_let_in_with_the_groups_it_tells()
    {
        using var visitor = _portal.Visitor();
        Assert.Equal("/groups", await SignInAsync(visitor, "/groups"));

        using var page = await visitor.GetAsync("/groups");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var member = Assert.Single(await MembersAsync(), member => member.Person == new PersonKey(_provider.Issuer, "ada"));
        Assert.Equal(("Ada", GroupRole.Member, MemberOrigin.SignIn), (member.Name, member.Role, member.Origin));
    }

    [Fact]
    public async Task Groups_that_the_provider_no_longer_tells_are_left()
    {
        using var visitor = _portal.Visitor();
        await SignInAsync(visitor);
        _provider.Tamper = claims => claims["groups"] = "elsewhere";
        await SignInAsync(visitor);

        Assert.DoesNotContain(await MembersAsync(), member => member.Person.Subject == "ada");
    }

    [Fact]
    public async Task Losing_the_administrators_group_ends_the_sessions_that_had_it()
    {
        _provider.Tamper = claims => claims["groups"] = new[] { "/admins" };
        using var first = _portal.Visitor();
        await SignInAsync(first);
        using var before = await first.GetAsync("/groups");
        _provider.Tamper = _ => { };
        using var second = _portal.Visitor();
        await SignInAsync(second);

        using var after = await first.GetAsync("/groups");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (before.StatusCode, after.StatusCode));
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_token_that_lies_lets_nobody_in(string claim, object? value)
    {
        _provider.Tamper = claims => claims[claim] = value;
        using var visitor = _portal.Visitor();

        await RefusedAsync(visitor, await SignInAsync(visitor), "Refused", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_clock_that_goes_a_little_wrong_is_forgiven()
    {
        _provider.Tamper = claims => (claims["iat"], claims["exp"]) = (Soon(90), Soon(400));
        using var early = _portal.Visitor();
        Assert.Equal("/deployments", await SignInAsync(early));

        _provider.Tamper = claims => (claims["iat"], claims["exp"]) = (Soon(-400), Soon(-60));
        using var late = _portal.Visitor();
        Assert.Equal("/deployments", await SignInAsync(late));

        static long Soon(int seconds) => DateTimeOffset.UtcNow.AddSeconds(seconds).ToUnixTimeSeconds();
    }

    [Fact]
    public async Task A_new_key_is_found_and_strangers_do_not_make_it_be_looked_for_again_and_again()
    {
        using var visitor = _portal.Visitor();
        await SignInAsync(visitor);
        _provider.Key = AKey.Curve("second");
        using var other = _portal.Visitor();
        Assert.Equal("/deployments", await SignInAsync(other));
        Assert.Equal(2, _provider.KeysRead);

        var stranger = AKey.Rsa("stranger").Sign(new { iss = _provider.Issuer });
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.BadRequest, await EndAsync(stranger));
        Assert.Equal(2, _provider.KeysRead);
    }

    [Fact]
    public async Task A_callback_that_came_before_is_refused_even_with_the_cookies_of_then()
    {
        using var visitor = _portal.Visitor();
        using var begun = await visitor.GetAsync("/sign-in/provider");
        var cookies = string.Join("; ", begun.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        using var answered = await visitor.GetAsync(begun.Headers.Location);
        using var first = await visitor.GetAsync(answered.Headers.Location);
        Assert.Equal("/deployments", first.Headers.Location?.OriginalString);

        using var again = await visitor.GetAsync(answered.Headers.Location);
        Assert.Equal("/sign-in?problem=Refused", again.Headers.Location?.OriginalString);
        using var thief = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, answered.Headers.Location) { Headers = { { "Cookie", cookies } } };
        using var copied = await thief.SendAsync(request);
        Assert.Equal("/sign-in?problem=Refused", copied.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_callback_for_another_browser_is_refused()
    {
        using var attacker = _portal.Visitor();
        using var begun = await attacker.GetAsync("/sign-in/provider");
        using var answered = await attacker.GetAsync(begun.Headers.Location);
        using var victim = _portal.Visitor();
        using var led = await victim.GetAsync(answered.Headers.Location);

        await RefusedAsync(victim, led.Headers.Location!.OriginalString, "Refused", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_answer_under_another_name_is_refused()
    {
        _provider.AnswersAs = "https://elsewhere.example";
        using var visitor = _portal.Visitor();

        await RefusedAsync(visitor, await SignInAsync(visitor), "Refused", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_provider_that_is_down_is_told_in_words_and_used_again_when_it_is_back()
    {
        _provider.OutOfOrder = 500;
        using var visitor = _portal.Visitor();
        using var answer = await visitor.GetAsync("/sign-in/provider");
        await RefusedAsync(visitor, answer.Headers.Location!.OriginalString, "ProviderSilent", HttpStatusCode.ServiceUnavailable);

        _provider.OutOfOrder = null;
        Assert.Equal("/deployments", await SignInAsync(visitor));
    }

    [Fact]
    public async Task Printed_links_are_good_for_nothing_and_the_page_leads_to_the_provider()
    {
        using var visitor = _portal.Visitor();
        using var answer = await visitor.GetAsync(await _portal.IssueLinkAsync());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("href=\"/sign-in/provider", page, StringComparison.Ordinal);
        Assert.DoesNotContain("--print-link", page, StringComparison.Ordinal);
        using var after = await visitor.GetAsync("/deployments");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("https://elsewhere.example")]
    public async Task A_sign_in_never_leads_elsewhere(string returnUrl)
    {
        using var visitor = _portal.Visitor();
        Assert.Equal("/deployments", await SignInAsync(visitor, returnUrl));
    }

    [Theory]
    [InlineData("sid", "s-1")]
    [InlineData("sub", "ada")]
    public async Task The_provider_ends_a_session_once_and_a_new_one_stands(string claim, string value)
    {
        using var visitor = _portal.Visitor();
        await SignInAsync(visitor);
        var token = _provider.LogoutToken(claims =>
        {
            claims.Remove("sub");
            claims[claim] = value;
        });
        Assert.Equal(HttpStatusCode.OK, await EndAsync(token));
        using var after = await visitor.GetAsync("/groups");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, await EndAsync(token));

        _provider.Tamper = claims => claims["sid"] = "s-2";
        await SignInAsync(visitor);
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
        using var visitor = _portal.Visitor();
        await SignInAsync(visitor);
        Assert.Equal(HttpStatusCode.BadRequest, await EndAsync(_provider.LogoutToken(claims => claims[claim] = value)));

        using var after = await visitor.GetAsync("/groups");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task Leaving_leads_to_the_provider_with_the_token_it_gave()
    {
        using var visitor = _portal.Visitor();
        await SignInAsync(visitor);
        var page = await visitor.GetStringAsync("/groups");
        var form = new Dictionary<string, string> { ["__RequestVerificationToken"] = TokenField().Match(page).Groups[1].Value };
        using var left = await visitor.PostAsync("/sign-out", new FormUrlEncodedContent(form));
        var refresh = Assert.Single(left.Headers.GetValues("Refresh"));
        Assert.StartsWith($"0; url={_provider.Issuer}/leave?", refresh, StringComparison.Ordinal);
        Assert.Contains($"post_logout_redirect_uri={Uri.EscapeDataString(_portal.Address + "/sign-in")}", refresh, StringComparison.Ordinal);
        Assert.Contains("id_token_hint=ey", refresh, StringComparison.Ordinal);
        using var after = await visitor.GetAsync("/groups");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Fact]
    public async Task No_secret_of_a_sign_in_is_logged()
    {
        _provider.Tamper = claims => claims["exp"] = 1;
        using var visitor = _portal.Visitor();
        await SignInAsync(visitor);

        await Eventually.TrueAsync(async () => (await _portal.LogAsync()).Contains("expired", StringComparison.Ordinal), "the log tells why");
        var log = await _portal.LogAsync();
        Assert.DoesNotContain("eyJ", log, StringComparison.Ordinal);
        Assert.DoesNotContain(TestProvider.ClientSecret, log, StringComparison.Ordinal);
    }

    private async Task<string> SignInAsync(HttpClient visitor, string returnUrl = "")
    {
        using var begun = await visitor.GetAsync($"/sign-in/provider?returnUrl={Uri.EscapeDataString(returnUrl)}");
        using var answered = await visitor.GetAsync(begun.Headers.Location);
        using var led = await visitor.GetAsync(answered.Headers.Location);
        return led.Headers.Location!.OriginalString;
    }

    private async Task RefusedAsync(HttpClient visitor, string led, string problem, HttpStatusCode status)
    {
        Assert.Equal($"/sign-in?problem={problem}", led);
        using var page = await visitor.GetAsync(led);
        Assert.Equal(status, page.StatusCode);
        Assert.Contains("role=\"alert\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var inside = await visitor.GetAsync("/deployments");
        Assert.Equal(HttpStatusCode.Redirect, inside.StatusCode);
        Assert.DoesNotContain(await MembersAsync(), member => member.Person.Subject == "ada");
    }

    [Fact]
    public async Task A_logout_message_that_is_too_large_is_refused_before_it_is_read()
    {
        var said = new StringContent($"logout_token={new string('a', 65_536)}", Encoding.ASCII, "application/x-www-form-urlencoded");
        using var anybody = new HttpClient();
        using var answer = await anybody.PostAsync($"{_portal.Address}/sign-in/ended", said);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Request body too large", await _portal.LogAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> EndAsync(string token)
    {
        using var provider = new HttpClient();
        using var answer = await provider.PostAsync($"{_portal.Address}/sign-in/ended", new FormUrlEncodedContent(new Dictionary<string, string> { ["logout_token"] = token }));
        return answer.StatusCode;
    }

    private async Task<IReadOnlyList<GroupMember>> MembersAsync() =>
        [.. (await _portal.Services.GetRequiredService<ICatalog>().ReadAsync(TestContext.Current.CancellationToken)).Group("demo")!.Members];

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
