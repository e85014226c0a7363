using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Security;

/// <summary>Promises of <c>docs/security.md</c> that no other test keeps, on the real host.</summary>
public sealed class HardeningTests : IClassFixture<HardeningTests.TalkativePortal>
{
    private static readonly Viewer Admin = new(Account.Administrator.Key, "Administrator", IsSystemAdmin: true);
    private readonly PortalFactory _portal;

    public HardeningTests(TalkativePortal portal) => _portal = portal.Portal;

    [Theory]
    [InlineData("GET", "/healthz", 200)]
    [InlineData("GET", "/sign-in", 200)]
    [InlineData("GET", "/error", 200)]
    [InlineData("GET", "/css/app.css", 404)]
    [InlineData("GET", "/no/such/page", 404)]
    [InlineData("GET", "/deployments", 200)]
    [InlineData("GET", "/audit.json", 200)]
    [InlineData("GET", "/api/v1/deployments", 401)]
    [InlineData("POST", "/sign-out", 400)]
    [InlineData("GET", "/hubs/logs", 400)]
    public async Task Whatever_is_answered_carries_the_policy_of_the_portal(string method, string path, int status)
    {
        using var person = await _portal.SignedInAsync();
        using var answer = await person.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, (int)answer.StatusCode);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.Equal(
            ["nosniff", "same-origin", "same-origin"],
            new[] { "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy" }.Select(name => Assert.Single(answer.Headers.GetValues(name))));
        Assert.Contains("camera=()", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task No_two_answers_have_the_same_nonce()
    {
        using var visitor = _portal.Visitor();
        using var one = await visitor.GetAsync("/sign-in");
        using var other = await visitor.GetAsync("/sign-in");

        Assert.NotEqual(NonceOf(one), NonceOf(other));
    }

    [Fact]
    public async Task What_somebody_asks_for_is_no_line_of_the_log()
    {
        using var visitor = _portal.Visitor();
        using var answer = await visitor.GetAsync("/nothing%0a2026-01-01%20[ERR]%20forged%1b[31m%0d");

        await Eventually.TrueAsync(async () => (await _portal.LogAsync()).Contains("forged", StringComparison.Ordinal), "the request is in the log");
        var line = Assert.Single((await _portal.LogAsync()).Split('\n'), line => line.Contains("forged", StringComparison.Ordinal));
        Assert.Contains(@"/nothing\x0a2026-01-01 [ERR] forged", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', line);
    }

    [Fact]
    public async Task The_log_of_requests_has_no_query()
    {
        using var visitor = _portal.Visitor();
        using var answer = await visitor.GetAsync("/sign-in?token=a-secret-in-a-query");

        await Eventually.TrueAsync(async () => (await _portal.LogAsync()).Contains("GET /sign-in answered 400", StringComparison.Ordinal), "the request is in the log");
        Assert.DoesNotContain("a-secret-in-a-query", await _portal.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_that_is_told_does_not_come_from_the_host_that_a_request_names()
    {
        var commands = _portal.Services.GetRequiredService<DeploymentCommands>();
        await commands.CreateAsync(Admin, "addressed", ASpec.Usual, CancellationToken.None);
        var feed = _portal.Services.GetRequiredService<DeploymentFeed>();
        await Eventually.TrueAsync(() => feed.Find(Admin, "addressed")?.Phase is DeploymentPhase.Deployed, "the model serves");
        var tokens = _portal.Services.GetRequiredService<ApiTokens>();
        var token = Assert.IsType<CommandResult<NewApiToken>.Accepted>(await tokens.CreateAsync(Admin, "host", ApiTokenScope.Read, 1, CancellationToken.None)).Value;
        using var client = new HttpClient { BaseAddress = new Uri(_portal.Address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
        client.DefaultRequestHeaders.Host = "attacker.example";
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "attacker.example");

        var answer = await client.GetStringAsync("/api/v1/deployments/addressed");

        Assert.Contains($"{_portal.Address}/deployment/addressed", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("attacker.example", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_not_kept_by_caches_and_neither_are_exports()
    {
        using var person = await _portal.SignedInAsync();
        foreach (var path in new[] { "/deployments", "/groups", "/audit.json", "/audit.csv" })
        {
            using var answer = await person.GetAsync(path);
            Assert.True(answer.Headers.CacheControl is { NoStore: true } or { NoCache: true }, $"{path}: {answer.Headers.CacheControl}");
        }
    }

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("http://localhost:1")]
    [InlineData("null")]
    public async Task No_page_of_somebody_else_may_read_an_answer(string origin)
    {
        using var person = await _portal.SignedInAsync();
        foreach (var path in new[] { "/deployments", "/audit.json", "/api/v1/deployments", "/healthz" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Origin", origin);
            using var answer = await person.SendAsync(request);
            Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_message_that_is_too_large_ends_the_connection_that_sent_it()
    {
        using var visitor = _portal.Visitor();
        using var opened = await visitor.GetAsync(await _portal.IssueLinkAsync());
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        var stop = TestContext.Current.CancellationToken;
        await socket.ConnectAsync(new Uri($"{_portal.Address}/hubs/logs".Replace("http", "ws", StringComparison.Ordinal)), stop);
        using var conversation = await Logs.HubConversation.BeginAsync(socket);

        await socket.SendAsync(Encoding.UTF8.GetBytes(new string(' ', 1 << 20)), WebSocketMessageType.Text, endOfMessage: true, stop);

        await conversation.ClosedAsync();
    }

    private static string NonceOf(HttpResponseMessage answer) => answer.Headers.GetValues("Content-Security-Policy").Single().Split("'nonce-")[1].Split('\'')[0];

    /// <summary>A portal that logs every request.</summary>
    public sealed class TalkativePortal : IAsyncLifetime
    {
        internal PortalFactory Portal { get; } = new() { Settings = new Dictionary<string, string> { ["Serilog:MinimumLevel:Default"] = "Debug" } };

        /// <inheritdoc />
        public ValueTask InitializeAsync() => Portal.InitializeAsync();

        /// <inheritdoc />
        public ValueTask DisposeAsync() => Portal.DisposeAsync();
    }
}
