using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Audit;
using ModelDeploy.Portal.SignIn.Passwords;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Proxies;

/// <summary>The real host, asked by connections of a proxy that it trusts (127.0.0.2) and of somebody whom it does not (127.0.0.1).</summary>
public sealed partial class TrustedProxyTests(TrustedProxyTests.ThePortal at) : IClassFixture<TrustedProxyTests.ThePortal>
{
    private const string Proxy = "127.0.0.2";
    private const string Stranger = "127.0.0.1";

    private readonly PortalFactory _portal = at.Portal;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Stranger, "203.0.113.7", Stranger)]
    [InlineData(Stranger, null, Stranger)]
    [InlineData(Proxy, null, Proxy)]
    [InlineData(Proxy, "", Proxy)]
    [InlineData(Proxy, "203.0.113.7", "203.0.113.7")]
    [InlineData(Proxy, " 203.0.113.7 ", "203.0.113.7")]
    [InlineData(Proxy, "203.0.113.7:51234", "203.0.113.7")]
    [InlineData(Proxy, "2001:db8:1::7", "2001:db8:1::7")]
    [InlineData(Proxy, "[2001:db8:1::7]", "2001:db8:1::7")]
    [InlineData(Proxy, "[2001:db8:1::7]:51234", "2001:db8:1::7")]
    [InlineData(Proxy, "203.0.113.7, 10.1.2.3", "203.0.113.7")]
    [InlineData(Proxy, "203.0.113.7, 2001:db8:9::1, 10.1.2.3", "203.0.113.7")]
    [InlineData(Proxy, "198.51.100.1, 203.0.113.7", "203.0.113.7")]
    [InlineData(Proxy, "10.9.9.9, 127.0.0.2, 203.0.113.7", "203.0.113.7")]
    [InlineData(Proxy, "198.51.100.1, 203.0.113.7, 10.1.2.3", "203.0.113.7")]
    [InlineData(Proxy, "rubbish, 203.0.113.7", "203.0.113.7")]
    [InlineData(Proxy, "203.0.113.7, rubbish", Proxy)]
    [InlineData(Proxy, "203.0.113.7, unknown, 10.1.2.3", "10.1.2.3")]
    [InlineData(Proxy, "<script>alert(1)</script>", Proxy)]
    [InlineData(Proxy, "10.1.2.3", "10.1.2.3")]
    public async Task The_client_is_the_first_address_from_the_right_that_is_no_proxy_of_ours(string from, string? said, string expected) =>
        Assert.Equal(expected, await SeenAsync(from, said is null ? [] : [("X-Forwarded-For", said)]));

    [Fact]
    public async Task Of_many_addresses_and_of_several_lines_the_last_one_counts()
    {
        var many = string.Join(", ", Enumerable.Range(0, 300).Select(number => $"198.51.100.{number % 256}"));
        Assert.Equal("203.0.113.7", await SeenAsync(Proxy, [("X-Forwarded-For", $"{many}, 203.0.113.7")]));
        Assert.Equal("203.0.113.7", await SeenAsync(Proxy, [("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-For", "203.0.113.7")]));
        var proxies = string.Join(", ", Enumerable.Range(0, 300).Select(number => $"10.0.{number / 256}.{number % 256}"));
        Assert.Equal("203.0.113.7", await SeenAsync(Proxy, [("X-Forwarded-For", $"198.51.100.1, 203.0.113.7, {proxies}")]));
    }

    [Theory]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("X-Real-IP", "203.0.113.7")]
    [InlineData("X-Original-For", "203.0.113.7")]
    [InlineData("X_Forwarded_For", "203.0.113.7")]
    [InlineData("X-Forwarded-Client-IP", "203.0.113.7")]
    public async Task No_other_header_says_who_asks(string name, string value) => Assert.Equal(Proxy, await SeenAsync(Proxy, [(name, value)]));

    [Fact]
    public async Task Every_request_of_a_proxys_connection_is_its_own_clients()
    {
        using var proxy = AVisit.From(Proxy, _portal.Address);
        Assert.Equal("203.0.113.7", await SeenAsync(proxy, [("X-Forwarded-For", "203.0.113.7")]));
        Assert.Equal("203.0.113.8", await SeenAsync(proxy, [("X-Forwarded-For", "203.0.113.8")]));
        Assert.Equal(Proxy, await SeenAsync(proxy, []));
    }

    [Fact]
    public async Task Behind_a_proxy_each_client_has_tries_of_its_own()
    {
        var rate = _portal.Services.GetRequiredService<SignInRate>();
        for (var i = 0; i < SignInRate.PerAddress; i++)
            Assert.Null(rate.WaitFor(IPAddress.Parse("203.0.113.50"), $"somebody-{i}"));

        Assert.Equal(HttpStatusCode.TooManyRequests, await TryPasswordAsync(Proxy, "203.0.113.50"));
        Assert.Equal(HttpStatusCode.BadRequest, await TryPasswordAsync(Proxy, "203.0.113.51"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryPasswordAsync(Proxy, "203.0.113.52, 203.0.113.50"));
        Assert.Equal(HttpStatusCode.BadRequest, await TryPasswordAsync(Stranger, "203.0.113.50"));
    }

    [Theory]
    [InlineData(Proxy, "https", "https")]
    [InlineData(Proxy, "HTTPS", "https")]
    [InlineData(Proxy, "wss", "https")]
    [InlineData(Proxy, "http", "http")]
    [InlineData(Proxy, "ws", "http")]
    [InlineData(Proxy, "javascript", "http")]
    [InlineData(Proxy, "https://", "http")]
    [InlineData(Proxy, "", "http")]
    [InlineData(Proxy, "http, https", "https")]
    [InlineData(Proxy, "https, http", "http")]
    [InlineData(Stranger, "https", "http")]
    public async Task Whether_people_come_by_TLS_is_what_a_trusted_proxy_says(string from, string said, string expected)
    {
        using var visitor = AVisit.From(from, _portal.Address);
        (string, string)[] headers = [("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", said), ("X-Forwarded-Host", "attacker.example"), ("X-Forwarded-Prefix", "/attacker")];
        using var led = await visitor.SendAsync(Get("/deployments").With(headers), Stop);
        Assert.Equal($"{expected}://{new Uri(_portal.Address).Authority}/sign-in?returnUrl=%2Fdeployments", led.Headers.Location?.OriginalString);

        using var opened = await visitor.SendAsync(Get(await _portal.IssueLinkAsync()).With(headers), Stop);
        var session = Assert.Single(opened.Headers.GetValues("Set-Cookie"));
        using var page = await visitor.SendAsync(Get("/groups").With([.. headers, ("Cookie", session.Split(';')[0])]), Stop);
        var form = Assert.Single(page.Headers.GetValues("Set-Cookie"));
        Assert.All([session, form], cookie => Assert.Equal(expected == "https", cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase)));

        var token = TokenField().Match(await page.Content.ReadAsStringAsync(Stop)).Groups[1].Value;
        var leave = new HttpRequestMessage(HttpMethod.Post, "/sign-out") { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token }) };
        (string, string)[] browser = [("Cookie", $"{session.Split(';')[0]}; {form.Split(';')[0]}"), ("Origin", $"{expected}://{new Uri(_portal.Address).Authority}")];
        using var left = await visitor.SendAsync(leave.With([.. headers, .. browser]), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
    }

    [Fact]
    public async Task Whoever_comes_through_a_trusted_proxy_is_not_this_machine()
    {
        Assert.Equal(HttpStatusCode.OK, await MetricsAsync(Stranger));
        foreach (var said in new[] { "127.0.0.1", "::1", "203.0.113.7", "127.0.0.1, 127.0.0.2" })
            Assert.Equal(HttpStatusCode.Unauthorized, await MetricsAsync(Proxy, ("X-Forwarded-For", said)));
        Assert.Equal(HttpStatusCode.Unauthorized, await MetricsAsync(Proxy, ("X-Forwarded-Proto", "https")));
        Assert.Equal(HttpStatusCode.Unauthorized, await MetricsAsync(Stranger, ("X-Forwarded-For", "127.0.0.1")));
    }

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private async Task<HttpStatusCode> MetricsAsync(string from, params (string, string)[] headers)
    {
        using var visitor = AVisit.From(from, _portal.Address);
        using var answer = await visitor.SendAsync(Get("/metrics").With(headers), Stop);
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> TryPasswordAsync(string from, string said)
    {
        using var visitor = AVisit.From(from, _portal.Address);
        using var page = await visitor.SendAsync(Get("/sign-in"), Stop);
        var form = new Dictionary<string, string>
        {
            ["login"] = "mallory", ["password"] = "seven wild geese",
            ["__RequestVerificationToken"] = TokenField().Match(await page.Content.ReadAsStringAsync(Stop)).Groups[1].Value,
        };
        var post = new HttpRequestMessage(HttpMethod.Post, "/sign-in/password") { Content = new FormUrlEncodedContent(form) };
        using var answer = await visitor.SendAsync(post.With(("X-Forwarded-For", said), ("Cookie", page.Headers.GetValues("Set-Cookie").Single().Split(';')[0])), Stop);
        return answer.StatusCode;
    }

    private async Task<string?> SeenAsync(string from, (string, string)[] headers)
    {
        using var visitor = AVisit.From(from, _portal.Address);
        return await SeenAsync(visitor, headers);
    }

    /// <summary>From where the audit says that a request came: one that is refused.</summary>
    private async Task<string?> SeenAsync(HttpClient visitor, (string, string)[] headers)
    {
        var audit = _portal.Services.GetRequiredService<IAuditLog>();
        var before = await audit.ReadAllAsync(Stop).CountAsync(Stop);
        using var answer = await visitor.SendAsync(Get("/sign-in?token=nothing").With(headers), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var entries = await audit.ReadAllAsync(Stop).ToListAsync(Stop);
        Assert.Equal((before + 1, AuditOutcome.Denied), (entries.Count, entries[^1].Event.Outcome));
        return entries[^1].Event.From?.Address;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();

    /// <summary>A portal behind a chain of proxies, with one person who has a password, so that its sign-in page asks for one.</summary>
    public sealed class ThePortal : IAsyncLifetime
    {
        internal PortalFactory Portal { get; } = new()
        {
            Settings = new Dictionary<string, string> { ["ModelDeploy:TrustedProxies"] = $"{Proxy}, 10.0.0.0/8, 2001:db8:9::/48" },
            Further = services => services.AddSingleton(new SignInRate(new ManualTime(DateTimeOffset.UnixEpoch))),
        };

        /// <inheritdoc />
        public async ValueTask InitializeAsync()
        {
            await Portal.InitializeAsync();
            await SignIn.Passwords.PasswordVisitor.AddAsync(Portal, "ada");
        }

        /// <inheritdoc />
        public ValueTask DisposeAsync() => Portal.DisposeAsync();
    }
}
