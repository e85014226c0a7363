using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Errands;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Tokens;

/// <summary>Somebody lets a program read deployments and logs, and later no more. The portal logs all that it can.</summary>
public sealed class TokenErrandTests(ChromiumBrowser browser) : IAsyncLifetime
{
    private const string Id = "read-by-token";
    private static readonly Viewer Admin = new(Account.Administrator.Key, "Administrator", IsSystemAdmin: true);

    private readonly PortalFactory _portal = new()
    {
        Settings = new Dictionary<string, string>
        {
            ["Serilog:MinimumLevel:Default"] = "Verbose",
            ["Serilog:MinimumLevel:Override:Microsoft"] = "Verbose",
            ["Serilog:MinimumLevel:Override:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Verbose",
            ["Serilog:MinimumLevel:Override:ModelDeploy.Portal.Api.ApiTokenHandler"] = "Verbose",
        },
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _portal.InitializeAsync();
        var created = await _portal.Services.GetRequiredService<DeploymentCommands>().CreateAsync(Admin, Id, ASpec.Usual with { ModelImage = "modeldeploy/iris:1.0" }, Stop);
        Assert.IsType<CommandResult<Deployment>.Accepted>(created);
        var feed = _portal.Services.GetRequiredService<DeploymentFeed>();
        await Eventually.TrueAsync(() => feed.Find(Admin, Id)?.Phase is DeploymentPhase.Deployed, "the model to be deployed");
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task A_token_is_made_used_seen_in_use_and_revoked_and_its_text_stays_nowhere()
    {
        var visitor = await Visitor.SignInAsync(browser, _portal);
        await visitor.GoToAsync("/tokens");
        var text = await MakeAsync(visitor, "nightly build");
        Assert.DoesNotContain(text, await visitor.Page.ContentAsync(), StringComparison.Ordinal);
        var row = visitor.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "nightly build" });
        await Assertions.Expect(row).ToContainTextAsync("Never");

        using var client = ClientOf(text);
        Assert.Contains(Id, await client.GetStringAsync("/api/v1/deployments", Stop), StringComparison.Ordinal);
        await Assertions.Expect(row).Not.ToContainTextAsync("Never");
        using var lines = await FollowAsync(client, tail: 1);
        Assert.False(string.IsNullOrEmpty(JsonDocument.Parse((await lines.ReadLineAsync(Stop))!).RootElement.GetProperty("replica").GetString()));

        await visitor.Button("Revoke nightly build").ClickAsync();
        await visitor.ButtonInDialog("Revoke").ClickAsync();
        await visitor.SeeAsync("You have no tokens");
        using var refused = await client.GetAsync("/api/v1/deployments", Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await EndOfAsync(lines);

        await TextIsNowhereAsync(text);
        Assert.DoesNotContain(text, await visitor.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task The_copied_command_and_the_copied_token_are_what_is_shown_and_a_name_is_taken_once()
    {
        var visitor = await Visitor.SignInAsync(browser, _portal);
        await visitor.GoToAsync("/tokens");
        await visitor.Button("Create your first token").ClickAsync();
        await visitor.Page.GetByLabel("Name").FillAsync("laptop");
        await visitor.ButtonInDialog("Create").ClickAsync();
        var text = await visitor.Page.Locator(".secret-once code").First.InnerTextAsync();
        await Assertions.Expect(visitor.Page.Locator(".secret-once code").First).ToBeFocusedAsync();

        await visitor.ButtonInDialog("Copy the token").ClickAsync();
        await Assertions.Expect(visitor.ButtonInDialog("Copy the token")).ToContainTextAsync("Copied");
        Assert.Equal(text, await visitor.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await visitor.ButtonInDialog("Copy the command").ClickAsync();
        await Assertions.Expect(visitor.ButtonInDialog("Copy the command")).ToContainTextAsync("Copied");
        Assert.Equal(
            $"curl -H 'Authorization: Bearer {text}' {_portal.Address}/api/v1/deployments",
            await visitor.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await visitor.Button("Create Token").ClickAsync();
        await visitor.Page.GetByLabel("Name").FillAsync("laptop");
        await visitor.ButtonInDialog("Create").ClickAsync();
        await visitor.SeeAsync("You have a token of this name already.");
    }

    [Fact]
    public async Task Whoever_leaves_the_group_sees_nothing_by_a_token_that_was_made_before()
    {
        var eve = new Account(new PersonKey(PersonKey.LocalIssuer, "eve"), "Eve", IsSystemAdmin: false);
        await _portal.Services.GetRequiredService<IIdentityStore>().SaveAccountAsync(eve, Stop);
        var groups = _portal.Services.GetRequiredService<GroupCommands>();
        Assert.IsType<CommandResult<Group>.Accepted>(await groups.SetMemberAsync(Admin, "demo", eve.Key, GroupRole.Member, Stop));
        using var client = ClientOf(await MakeAsync(new Viewer(eve.Key, eve.Name, eve.IsSystemAdmin)));
        await Eventually.TrueAsync(async () => await CountAsync(client) == 1, "her token to see the deployment of her group");
        using var lines = await FollowAsync(client);

        Assert.IsType<CommandResult<Group>.Accepted>(await groups.RemoveMemberAsync(Admin, "demo", eve.Key, Stop));

        await Eventually.TrueAsync(async () => await CountAsync(client) == 0, "her token to see nothing");
        foreach (var path in new[] { "", "/logs", "/logs?follow=true" })
        {
            using var answer = await client.GetAsync($"/api/v1/deployments/{Id}{path}", Stop);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        await EndOfAsync(lines);
    }

    [Fact]
    public async Task A_followed_log_ends_when_its_token_expires()
    {
        var (text, now) = (ApiTokenText.Create(), _portal.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        var store = _portal.Services.GetRequiredService<IApiTokenStore>();
        await store.AddAsync(new ApiToken(Guid.NewGuid(), ApiTokenText.HashOf(text)!, Admin.Person, "brief", ApiTokenScope.Read, now, now.AddSeconds(20), LastUsedAt: null), Stop);
        using var client = ClientOf(text);
        using var lines = await FollowAsync(client);

        await EndOfAsync(lines);

        using var refused = await client.GetAsync("/api/v1/deployments", Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task A_followed_log_ends_when_its_reader_is_an_administrator_no_more()
    {
        var root = new Account(new PersonKey(PersonKey.LocalIssuer, "root"), "Root", IsSystemAdmin: true);
        var accounts = _portal.Services.GetRequiredService<IIdentityStore>();
        await accounts.SaveAccountAsync(root, Stop);
        using var client = ClientOf(await MakeAsync(new Viewer(root.Key, root.Name, root.IsSystemAdmin)));
        using var lines = await FollowAsync(client);

        await accounts.SaveAccountAsync(root with { IsSystemAdmin = false }, Stop);

        await EndOfAsync(lines);
        Assert.Equal(0, await CountAsync(client));
    }

    private async Task<string> MakeAsync(Viewer owner)
    {
        var made = await _portal.Services.GetRequiredService<ApiTokens>().CreateAsync(owner, "theirs", ApiTokenScope.Read, 1, Stop);
        return Assert.IsType<CommandResult<NewApiToken>.Accepted>(made).Value.Text;
    }

    private static async Task<string> MakeAsync(Visitor visitor, string name)
    {
        await visitor.Button("Create Token").ClickAsync();
        await visitor.Page.GetByLabel("Name").FillAsync(name);
        await visitor.Field("Expires after").SelectOptionAsync("7 days");
        await visitor.ButtonInDialog("Create").ClickAsync();
        await visitor.SeeAsync("it is kept nowhere");
        var text = await visitor.Page.Locator(".secret-once code").First.InnerTextAsync();
        Assert.NotNull(ApiTokenText.HashOf(text));
        await visitor.ButtonInDialog("Done").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        return text;
    }

    private HttpClient ClientOf(string text)
    {
        var client = new HttpClient { BaseAddress = new Uri(_portal.Address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", text);
        return client;
    }

    private static async Task<int> CountAsync(HttpClient client) =>
        JsonDocument.Parse(await client.GetStringAsync("/api/v1/deployments", Stop)).RootElement.GetProperty("items").GetArrayLength();

    private static async Task<StreamReader> FollowAsync(HttpClient client, int tail = 0)
    {
        var answer = await client.GetAsync($"/api/v1/deployments/{Id}/logs?follow=true&tail={tail}", HttpCompletionOption.ResponseHeadersRead, Stop);
        answer.EnsureSuccessStatusCode();
        return new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
    }

    private static async Task EndOfAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync(Stop) is not null)
        {
            // What came before the end.
        }
    }

    /// <summary>Not in the log, which tells everything here, not in the journal, and not in any file that the portal keeps.</summary>
    private async Task TextIsNowhereAsync(string text)
    {
        var log = await _portal.LogAsync();
        Assert.Contains("/api/v1/deployments answered 401", log, StringComparison.Ordinal);
        Assert.Matches("Audit [\"0-9a-f:]+: \"?TokenCreated\"? \"?Done", log);
        Assert.Matches("Audit [\"0-9a-f:]+: \"?TokenRevoked\"? \"?Done", log);
        var entries = await _portal.Services.GetRequiredService<IJournal>().SearchAsync(JournalFilter.All, before: null, limit: 1000, Stop);
        Assert.NotEmpty(entries);
        Assert.DoesNotContain(text, JsonSerializer.Serialize(entries), StringComparison.Ordinal);
        // The file that only says that the directory is in use can be read by its holder alone.
        var files = Directory.GetFiles(_portal.DataDirectory, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock").ToList();
        Assert.Contains(files, file => file.EndsWith(".db", StringComparison.Ordinal));
        foreach (var file in files)
            Assert.False(await HoldsAsync(file, Encoding.UTF8.GetBytes(text)), file);
    }

    private static async Task<bool> HoldsAsync(string file, byte[] wanted)
    {
        try
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, Stop);
            return bytes.ToArray().AsSpan().IndexOf(wanted) >= 0;
        }
        catch (FileNotFoundException)
        {
            // One of the files by which a model is run, gone with what it was for.
            return false;
        }
    }
}
