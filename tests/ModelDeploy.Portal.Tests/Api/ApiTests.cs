using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Api;

/// <summary>What programs get by a token, from the real host with a real model.</summary>
public sealed class ApiTests(PortalFactory portal) : IClassFixture<PortalFactory>, IAsyncLifetime
{
    private const string Id = "iris-api";
    private static readonly Viewer Admin = new(Account.Administrator.Key, "Administrator", IsSystemAdmin: true);
    private static readonly Account Eve = new(new PersonKey(PersonKey.LocalIssuer, "eve"), "Eve", IsSystemAdmin: false);
    private static readonly CancellationToken Stop = CancellationToken.None;

    private ApiTokens Tokens => portal.Services.GetRequiredService<ApiTokens>();

    public async ValueTask InitializeAsync()
    {
        var commands = portal.Services.GetRequiredService<DeploymentCommands>();
        await commands.CreateAsync(Admin, Id, ASpec.Usual with { ModelImage = "modeldeploy/iris:1.0" }, Stop);
        var feed = portal.Services.GetRequiredService<DeploymentFeed>();
        await Eventually.TrueAsync(() => feed.Find(Admin, Id)?.Phase is DeploymentPhase.Deployed, "the model to be deployed");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(null, "Bearer realm=\"ModelDeploy\"")]
    [InlineData("Bearer", "Bearer realm=\"ModelDeploy\", error=\"invalid_token\"")]
    [InlineData("Bearer nonsense", "Bearer realm=\"ModelDeploy\", error=\"invalid_token\"")]
    [InlineData("Basic YWRtaW46YWRtaW4=", "Bearer realm=\"ModelDeploy\", error=\"invalid_token\"")]
    public async Task Nobody_gets_anything_without_a_good_token(string? authorization, string asked)
    {
        using var client = new HttpClient { BaseAddress = new Uri(portal.Address) };
        if (authorization is not null)
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        foreach (var path in new[] { "/api/v1/deployments", $"/api/v1/deployments/{Id}", $"/api/v1/deployments/{Id}/logs" })
        {
            using var answer = await client.GetAsync(path);
            Assert.Equal((HttpStatusCode.Unauthorized, asked), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task A_signed_in_browser_is_no_token()
    {
        using var browser = await portal.SignedInAsync();

        using var answer = await browser.GetAsync("/api/v1/deployments");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_reads_what_its_owner_may_see()
    {
        using var client = ClientOf(await MakeAsync(Admin));

        var items = (await JsonAsync(client, "/api/v1/deployments?group=demo&phase=deployed")).GetProperty("items").EnumerateArray().ToList();
        var found = Assert.Single(items, item => item.GetProperty("id").GetString() == Id);

        Assert.Equal(("Deployed", "modeldeploy/iris:1.0", 1, 1), (
            found.GetProperty("phase").GetString(), found.GetProperty("image").GetString(),
            found.GetProperty("replicas").GetProperty("wanted").GetInt32(), found.GetProperty("replicas").GetProperty("ready").GetInt32()));
        Assert.Equal($"{portal.Address}/deployment/{Id}/api/v1.0/predictions", found.GetProperty("endpoint").GetString());
        Assert.Equal(found.GetRawText(), (await JsonAsync(client, $"/api/v1/deployments/{Id}")).GetRawText());
        Assert.Empty((await JsonAsync(client, "/api/v1/deployments?phase=stopping")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("en", "1 replica is ready")]
    [InlineData("de-AT,en;q=0.5", "1 Replikat ist bereit")]
    [InlineData("en;q=0.3,DE-ch;q=0.9", "1 Replikat ist bereit")]
    [InlineData("de;q=0,en-GB", "1 replica is ready")]
    [InlineData("fr", "1 replica is ready")]
    [InlineData("*", "1 replica is ready")]
    public async Task Sentences_are_in_the_language_that_is_asked_for(string asked, string message)
    {
        using var client = ClientOf(await MakeAsync(Admin));
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(asked);

        Assert.Equal(message, (await JsonAsync(client, $"/api/v1/deployments/{Id}")).GetProperty("message").GetString());
    }

    [Fact]
    public async Task What_its_owner_may_not_see_is_not_there()
    {
        await portal.Services.GetRequiredService<IIdentityStore>().SaveAccountAsync(Eve, Stop);
        using var client = ClientOf(await MakeAsync(new Viewer(Eve.Key, Eve.Name, Eve.IsSystemAdmin)));

        Assert.Empty((await JsonAsync(client, "/api/v1/deployments")).GetProperty("items").EnumerateArray());
        foreach (var suffix in new[] { "", "/logs", "/logs?follow=true" })
        {
            using var hidden = await client.GetAsync($"/api/v1/deployments/{Id}{suffix}");
            using var unknown = await client.GetAsync($"/api/v1/deployments/nobody-knows{suffix}");
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (hidden.StatusCode, unknown.StatusCode));
            Assert.Equal(await BodyAsync(unknown, "nobody-knows"), await BodyAsync(hidden, Id));
        }
    }

    [Fact]
    public async Task A_token_that_is_taken_back_opens_nothing_from_then_on()
    {
        var made = await MakeAsync(Admin);
        using var client = ClientOf(made);
        (await client.GetAsync("/api/v1/deployments")).EnsureSuccessStatusCode();

        await Tokens.RevokeAsync(Admin, made.Token.Id, Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/deployments")).StatusCode);
    }

    [Theory]
    [InlineData("deployments?phase=happy")]
    [InlineData("deployments?phase=1")]
    [InlineData("deployments/iris-api/logs?tail=-1")]
    [InlineData("deployments/iris-api/logs?tail=10001")]
    [InlineData("deployments/iris-api/logs?tail=many")]
    [InlineData("deployments/iris-api/logs?tail=%201")]
    [InlineData("deployments/iris-api/logs?follow=maybe")]
    public async Task A_question_that_makes_no_sense_is_refused(string path)
    {
        using var client = ClientOf(await MakeAsync(Admin));

        using var answer = await client.GetAsync($"/api/v1/{path}");

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task The_log_is_one_object_a_line_as_many_as_were_asked_for()
    {
        using var client = ClientOf(await MakeAsync(Admin));

        var all = await LinesAsync(client, "");
        Assert.True(all.Count > 2, "the model says more than two lines");
        Assert.Equal(all.TakeLast(2).Select(line => line.GetRawText()), (await LinesAsync(client, "?tail=2")).Select(line => line.GetRawText()));
        Assert.Empty(await LinesAsync(client, "?tail=0"));
        Assert.Empty(await LinesAsync(client, "?replica=nobody"));
        Assert.Equal(all.Select(line => line.GetProperty("time").GetString()).Order(StringComparer.Ordinal), all.Select(line => line.GetProperty("time").GetString()));
    }

    [Fact]
    public async Task A_followed_log_goes_on_where_its_tail_ends_and_ends_with_its_token()
    {
        var made = await MakeAsync(Admin);
        using var client = ClientOf(made);
        using var answer = await client.GetAsync($"/api/v1/deployments/{Id}/logs?follow=true&tail=1", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var tail = JsonDocument.Parse((await reader.ReadLineAsync())!).RootElement;

        await portal.Services.GetRequiredService<DeploymentCommands>().StopAsync(Admin, Id, Stop);
        var next = JsonDocument.Parse((await reader.ReadLineAsync())!).RootElement;
        Assert.True(string.CompareOrdinal(next.GetProperty("time").GetString(), tail.GetProperty("time").GetString()) >= 0);
        Assert.NotEqual(tail.GetRawText(), next.GetRawText());

        await Tokens.RevokeAsync(Admin, made.Token.Id, Stop);
        while (await reader.ReadLineAsync() is not null)
        {
            // What came before the end.
        }
        await portal.Services.GetRequiredService<DeploymentCommands>().StartAsync(Admin, Id, Stop);
    }

    private async Task<NewApiToken> MakeAsync(Viewer viewer) =>
        Assert.IsType<CommandResult<NewApiToken>.Accepted>(await Tokens.CreateAsync(viewer, $"test {Guid.NewGuid():n}", ApiTokenScope.Read, 1, Stop)).Value;

    private HttpClient ClientOf(NewApiToken token)
    {
        var client = new HttpClient { BaseAddress = new Uri(portal.Address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
        return client;
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, string path) => JsonDocument.Parse(await client.GetStringAsync(path)).RootElement;

    private static async Task<IReadOnlyList<JsonElement>> LinesAsync(HttpClient client, string query) =>
        [.. (await client.GetStringAsync($"/api/v1/deployments/{Id}/logs{query}")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static async Task<string> BodyAsync(HttpResponseMessage answer, string id)
    {
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return $"{body.GetProperty("title")} {body.GetProperty("detail")}".Replace(id, "ID", StringComparison.Ordinal);
    }
}
