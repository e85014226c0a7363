using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.SignIn.OpenId;

public sealed class OidcTamperedSignInTests : IAsyncLifetime
{
    private OidcPortal _both = null!;

    public async ValueTask InitializeAsync() => _both = await OidcPortal.StartAsync();

    public ValueTask DisposeAsync() => _both.DisposeAsync();

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
        using var visitor = _both.Portal.Visitor();
        Assert.Equal("/groups", await _both.SignInAsync(visitor, "/groups"));

        using var page = await visitor.GetAsync("/groups");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var member = Assert.Single(await _both.MembersAsync(), member => member.Person == new PersonKey(_both.Provider.Issuer, "ada"));
        Assert.Equal(("Ada", GroupRole.Member, MemberOrigin.SignIn), (member.Name, member.Role, member.Origin));
    }

    [Fact]
    public async Task What_the_provider_tells_stands_in_the_audit_once()
    {
        using var visitor = _both.Portal.Visitor();
        await _both.SignInAsync(visitor);
        await _both.SignInAsync(visitor);

        var events = (await _both.Portal.Services.GetRequiredService<IAuditLog>().SearchAsync(new AuditFilter(), before: null, 100, CancellationToken.None))
            .Select(entry => entry.Event).Reverse().Where(told => told.Action is not (AuditAction.PortalStarted or AuditAction.Asked)).ToList();

        Assert.Equal([AuditAction.GroupChanged, AuditAction.PersonAdded, AuditAction.SignedIn, AuditAction.SignedIn], events.Select(told => told.Action));
        Assert.All(events, told => Assert.Equal("127.0.0.1", told.From!.Address));
        Assert.Contains($"{new PersonKey(_both.Provider.Issuer, "ada")}", Assert.Single(events[0].Changes).Field, StringComparison.Ordinal);
        Assert.Contains(new AuditedField("isSystemAdmin", null, "false"), events[1].Changes);
    }

    [Fact]
    public async Task Groups_that_the_provider_no_longer_tells_are_left()
    {
        using var visitor = _both.Portal.Visitor();
        await _both.SignInAsync(visitor);
        _both.Provider.Tamper = claims => claims["groups"] = "elsewhere";
        await _both.SignInAsync(visitor);

        Assert.DoesNotContain(await _both.MembersAsync(), member => member.Person.Subject == "ada");
    }

    [Fact]
    public async Task Losing_the_administrators_group_ends_the_sessions_that_had_it()
    {
        _both.Provider.Tamper = claims => claims["groups"] = new[] { "/admins" };
        using var first = _both.Portal.Visitor();
        await _both.SignInAsync(first);
        using var before = await first.GetAsync("/groups");
        _both.Provider.Tamper = _ => { };
        using var second = _both.Portal.Visitor();
        await _both.SignInAsync(second);

        using var after = await first.GetAsync("/groups");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (before.StatusCode, after.StatusCode));
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_token_that_lies_lets_nobody_in(string claim, object? value)
    {
        _both.Provider.Tamper = claims => claims[claim] = value;
        using var visitor = _both.Portal.Visitor();

        await RefusedAsync(visitor, await _both.SignInAsync(visitor), "Refused", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_clock_that_goes_a_little_wrong_is_forgiven()
    {
        _both.Provider.Tamper = claims => (claims["iat"], claims["exp"]) = (Soon(90), Soon(400));
        using var early = _both.Portal.Visitor();
        Assert.Equal("/deployments", await _both.SignInAsync(early));

        _both.Provider.Tamper = claims => (claims["iat"], claims["exp"]) = (Soon(-400), Soon(-60));
        using var late = _both.Portal.Visitor();
        Assert.Equal("/deployments", await _both.SignInAsync(late));

        static long Soon(int seconds) => DateTimeOffset.UtcNow.AddSeconds(seconds).ToUnixTimeSeconds();
    }

    [Fact]
    public async Task A_new_key_is_found_and_strangers_do_not_make_it_be_looked_for_again_and_again()
    {
        using var visitor = _both.Portal.Visitor();
        await _both.SignInAsync(visitor);
        _both.Provider.Key = AKey.Curve("second");
        using var other = _both.Portal.Visitor();
        Assert.Equal("/deployments", await _both.SignInAsync(other));
        Assert.Equal(2, _both.Provider.KeysRead);

        var stranger = AKey.Rsa("stranger").Sign(new { iss = _both.Provider.Issuer });
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.BadRequest, await _both.EndAsync(stranger));
        Assert.Equal(2, _both.Provider.KeysRead);
    }

    [Fact]
    public async Task A_callback_that_came_before_is_refused_even_with_the_cookies_of_then()
    {
        using var visitor = _both.Portal.Visitor();
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
        using var attacker = _both.Portal.Visitor();
        using var begun = await attacker.GetAsync("/sign-in/provider");
        using var answered = await attacker.GetAsync(begun.Headers.Location);
        using var victim = _both.Portal.Visitor();
        using var led = await victim.GetAsync(answered.Headers.Location);

        await RefusedAsync(victim, led.Headers.Location!.OriginalString, "Refused", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_answer_under_another_name_is_refused()
    {
        _both.Provider.AnswersAs = "https://elsewhere.example";
        using var visitor = _both.Portal.Visitor();

        await RefusedAsync(visitor, await _both.SignInAsync(visitor), "Refused", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_provider_that_is_down_is_told_in_words_and_used_again_when_it_is_back()
    {
        _both.Provider.OutOfOrder = 500;
        using var visitor = _both.Portal.Visitor();
        using var answer = await visitor.GetAsync("/sign-in/provider");
        await RefusedAsync(visitor, answer.Headers.Location!.OriginalString, "ProviderSilent", HttpStatusCode.ServiceUnavailable);

        _both.Provider.OutOfOrder = null;
        Assert.Equal("/deployments", await _both.SignInAsync(visitor));
    }

    [Fact]
    public async Task Printed_links_are_good_for_nothing_and_the_page_leads_to_the_provider()
    {
        using var visitor = _both.Portal.Visitor();
        using var answer = await visitor.GetAsync(await _both.Portal.IssueLinkAsync());

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
        using var visitor = _both.Portal.Visitor();
        Assert.Equal("/deployments", await _both.SignInAsync(visitor, returnUrl));
    }

    [Fact]
    public async Task No_secret_of_a_sign_in_is_logged()
    {
        _both.Provider.Tamper = claims => claims["exp"] = 1;
        using var visitor = _both.Portal.Visitor();
        await _both.SignInAsync(visitor);

        await Eventually.TrueAsync(async () => (await _both.Portal.LogAsync()).Contains("expired", StringComparison.Ordinal), "the log tells why");
        var log = await _both.Portal.LogAsync();
        Assert.DoesNotContain("eyJ", log, StringComparison.Ordinal);
        Assert.DoesNotContain(TestProvider.ClientSecret, log, StringComparison.Ordinal);
    }

    private async Task RefusedAsync(HttpClient visitor, string led, string problem, HttpStatusCode status)
    {
        Assert.Equal($"/sign-in?problem={problem}", led);
        using var page = await visitor.GetAsync(led);
        Assert.Equal(status, page.StatusCode);
        Assert.Contains("role=\"alert\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var inside = await visitor.GetAsync("/deployments");
        Assert.Equal(HttpStatusCode.Redirect, inside.StatusCode);
        Assert.DoesNotContain(await _both.MembersAsync(), member => member.Person.Subject == "ada");
    }
}
