using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;
using ModelDeploy.TestKit.Builders;
using Xunit;

namespace ModelDeploy.TestKit.Conformance;

/// <summary>What everybody relies on who writes or reads an audit that can be read.</summary>
public abstract class AuditLogConformance
{
    /// <summary>An empty log.</summary>
    protected abstract IAuditLog Log { get; }

    [Fact]
    public async Task Entries_stand_in_the_order_of_writing_and_vouch_for_those_before()
    {
        for (var i = 0; i < 5; i++)
            await Log.AppendAsync(AnAudit.Event($"model-{i}"), default);

        var all = await Log.ReadAllAsync(default).ToListAsync();

        Assert.Equal([1, 2, 3, 4, 5], all.Select(entry => entry.Number));
        Assert.Equal(["model-0", "model-1", "model-2", "model-3", "model-4"], all.Select(entry => entry.Event.Target.Id));
        Assert.Equal(new AuditVerdict(5, all[^1]), await AuditVerdict.OfAsync(Log.ReadAllAsync(default), new AuditHead(3, all[2].Hash), default));
    }

    [Fact]
    public async Task Of_many_at_once_each_has_its_own_place()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => Log.AppendAsync(AnAudit.Event($"model-{i}"), default))));

        Assert.Equal(Enumerable.Range(1, 40).Select(number => (long)number), written.Select(entry => entry.Number).Order());
        Assert.Null((await AuditVerdict.OfAsync(Log.ReadAllAsync(default), null, default)).Flaw);
    }

    [Fact]
    public async Task Everything_that_an_event_says_comes_back()
    {
        var full = AnAudit.Event("iris", "team\u202e") with
        {
            Who = new PersonRef(new PersonKey("https://provider", "a\nb"), "Ada \"the\" Admin"),
            From = new AuditOrigin("::1", "0HN:1"),
            Outcome = AuditOutcome.Denied,
            Revision = 7,
            Message = "first line\r\nsecond \u001b[31m",
            Changes = [new AuditedField("replicas", "1", "2"), new AuditedField("env[0].name", null, "A")],
            NotWritten = 3,
        };

        var written = await Log.AppendAsync(full, default);

        Assert.Equal(full, written.Event);
        Assert.Equal(full, Assert.Single(await Log.SearchAsync(AuditFilter.All, null, 10, default)).Event);
        Assert.DoesNotContain(written.Text, char.IsControl);
    }

    [Fact]
    public async Task A_search_finds_what_fits_newest_first_and_page_by_page()
    {
        await Log.AppendAsync(AnAudit.Event("iris", "red"), default);
        await Log.AppendAsync(AnAudit.Event("rose", "blue") with { Action = AuditAction.DeploymentDeleted }, default);
        await Log.AppendAsync(AnAudit.Event("iris", "red") with { Outcome = AuditOutcome.Denied }, default);
        await Log.AppendAsync(AnAudit.Event("portal", group: null) with { Action = AuditAction.PortalStarted }, default);

        Assert.Equal([4, 3, 2, 1], await NumbersAsync(AuditFilter.All));
        Assert.Equal([3, 1], await NumbersAsync(new AuditFilter { TargetId = "iris" }));
        Assert.Equal([1], await NumbersAsync(new AuditFilter { TargetId = "iris" }, before: 3));
        Assert.Equal([3], await NumbersAsync(new AuditFilter { TargetId = "iris" }, limit: 1));
        Assert.Equal([2], await NumbersAsync(new AuditFilter { Groups = ["blue", "green"] }));
        Assert.Empty(await NumbersAsync(new AuditFilter { Groups = [] }));
        Assert.Equal([3], await NumbersAsync(new AuditFilter { Outcome = AuditOutcome.Denied }));
        Assert.Equal([2], await NumbersAsync(new AuditFilter { Action = AuditAction.DeploymentDeleted }));
    }

    private async Task<IEnumerable<long>> NumbersAsync(AuditFilter filter, long? before = null, int limit = 10) =>
        (await Log.SearchAsync(filter, before, limit, default)).Select(entry => entry.Number);
}
