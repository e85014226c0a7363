using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Groups;
using ModelDeploy.Local.Store;
using ModelDeploy.Portal.Audit;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Audit;

/// <summary>What a running portal writes down of those who come, and what of it can be verified.</summary>
public sealed class AuditOfThePortalTests : IAsyncLifetime
{
    private readonly PortalFactory _portal = new() { Settings = new Dictionary<string, string> { ["ModelDeploy:Metrics:Token"] = "canary-of-settings-0123456789abcdef" } };

    public ValueTask InitializeAsync() => _portal.InitializeAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Who_comes_by_a_link_and_leaves_is_written_down_with_the_address_and_never_the_link()
    {
        var link = await _portal.IssueLinkAsync();
        using var visitor = _portal.Visitor();
        (await visitor.GetAsync(link)).Dispose();

        var came = await NewestAsync();
        Assert.Equal((AuditAction.SignedIn, AuditOutcome.Done, Account.Administrator.Key, "127.0.0.1"), (came.Action, came.Outcome, came.Who!.Key, came.From!.Address));

        (await visitor.GetAsync(link)).Dispose();
        var refused = await NewestAsync();
        Assert.Equal((AuditAction.SignedIn, AuditOutcome.Denied, null), (refused.Action, refused.Outcome, refused.Who));
        var token = link[(link.IndexOf("token=", StringComparison.Ordinal) + "token=".Length)..];
        Assert.DoesNotContain(await EntriesAsync(), entry => entry.Text.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tokens_are_written_down_when_they_are_made_and_when_one_is_shown_that_is_good_for_nothing()
    {
        var tokens = _portal.Services.GetRequiredService<ApiTokens>();
        var admin = new Viewer(Account.Administrator.Key, "Administrator", IsSystemAdmin: true);
        var made = Assert.IsType<CommandResult<NewApiToken>.Accepted>(await tokens.CreateAsync(admin, "ci", ApiTokenScope.Read, 7, default)).Value;
        Assert.Equal((AuditAction.TokenCreated, $"{made.Token.Id}"), ((await NewestAsync()).Action, (await NewestAsync()).Target.Id));

        await tokens.RevokeAsync(admin, made.Token.Id, default);
        using var program = _portal.Visitor();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Text);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/deployments")).StatusCode);

        var refused = await NewestAsync();
        Assert.Equal((AuditAction.TokenUsed, AuditOutcome.Denied, "/api/v1/deployments"), (refused.Action, refused.Outcome, refused.Target.Id));
        Assert.DoesNotContain(await EntriesAsync(), entry => entry.Text.Contains(made.Text, StringComparison.Ordinal) || entry.Text.Contains(made.Token.Hash, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_settings_of_a_start_are_written_down_without_secrets()
    {
        var started = Assert.Single(await EntriesAsync(), entry => entry.Event.Action is AuditAction.PortalStarted);

        Assert.Contains(started.Event.Changes, field => field is { Field: "DataDirectory", After: not null });
        Assert.Contains(started.Event.Changes, field => field is { Field: "Metrics:Token", After: AuditedSettings.Redacted });
        Assert.DoesNotContain("canary-of-settings", started.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exported_file_can_be_verified_and_so_can_the_database_of_a_running_portal()
    {
        using var admin = await _portal.SignedInAsync();
        using var answer = await admin.GetAsync("/audit/events.jsonl");
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var head = (await EntriesAsync())[^1];

        var (_, first, verdict) = Assert.Single(await AuditFile.ReadAsync(lines.ToAsyncEnumerable(), null, default));
        Assert.Equal((1L, new AuditVerdict(head.Number, head)), (first, verdict));
        lines[1] = lines[1].Replace("Administrator", "Somebody", StringComparison.Ordinal);
        Assert.Equal((AuditFlaw.Changed, 2L), await FlawAsync(lines));
        Assert.Equal((AuditFlaw.Missing, 3L), await FlawAsync([lines[0], .. lines[2..], AuditLine.Write("database", AuditChain.Next(head, head.Event))]));
        Assert.Equal(new AuditVerdict(head.Number, head), await LocalStore.VerifyAuditAsync(_portal.DataDirectory, new AuditHead(head.Number, head.Hash), default));

        static async Task<(AuditFlaw?, long?)> FlawAsync(IEnumerable<string> lines)
        {
            var (_, _, verdict) = Assert.Single(await AuditFile.ReadAsync(lines.ToAsyncEnumerable(), null, default));
            return (verdict.Flaw, verdict.FlawAt);
        }
    }

    private async Task<AuditEvent> NewestAsync() => (await EntriesAsync())[^1].Event;

    private Task<List<AuditEntry>> EntriesAsync() => _portal.Services.GetRequiredService<IAuditLog>().ReadAllAsync(default).ToListAsync().AsTask();
}
