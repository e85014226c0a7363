using ModelDeploy.Core.Audit;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Operations;

/// <summary>The command, beside a portal that runs.</summary>
public sealed class VerifyAuditTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _files = new();

    [Fact]
    public async Task It_tells_how_many_entries_are_right_and_which_is_the_last()
    {
        await using var portal = Start("--urls", "http://127.0.0.1:0");
        await portal.LinkAsync();
        await using var verify = Start("--verify-audit");

        Assert.Equal(0, await verify.ExitAsync());

        var told = Assert.Single(verify.Output);
        Assert.Matches("^1 entries are as they were written. Last: 1:[0-9a-f]{64}$", told);
        await using var again = Start("--verify-audit", $"--audit-head={told[(told.LastIndexOf(' ') + 1)..]}");
        Assert.Equal(0, await again.ExitAsync());
        await using var another = Start("--verify-audit", $"--audit-head=1:{new string('0', 64)}");
        Assert.Equal(2, await another.ExitAsync());
        Assert.Contains(another.Output, line => line == "Entry 1: it is not the one that was noted down.");
    }

    [Fact]
    public async Task It_finds_entries_in_a_log_and_tells_which_is_wrong()
    {
        Directory.CreateDirectory(_files.Path);
        var log = Path.Combine(_files.Path, "portal.log");
        var one = AuditChain.Next(null, Event("a"));
        var two = AuditChain.Next(one, Event("b"));
        await File.WriteAllLinesAsync(log, ["12:00 [INF] started", "12:01 [INF] " + AuditLine.Write("c0ffee", one), AuditLine.Write("c0ffee", two with { Text = two.Text.Replace("\"b\"", "\"c\"", StringComparison.Ordinal) })]);
        await using var verify = Start("--verify-audit", $"--audit-file={log}");

        Assert.Equal(2, await verify.ExitAsync());

        Assert.Equal(["Chain c0ffee, from entry 1 on:", $"1 entries are as they were written. Last: 1:{one.Hash}", "Entry 2: it does not say what it said when it was written."], verify.Output);
    }

    [Theory]
    [InlineData("--audit-head=17", "needs a number and a hash")]
    [InlineData("--audit-file=/nowhere/portal.log", "/nowhere/portal.log")]
    public async Task What_cannot_be_looked_at_is_told(string argument, string told)
    {
        await using var verify = Start("--verify-audit", argument);

        Assert.Equal(1, await verify.ExitAsync());

        Assert.Contains(told, Assert.Single(verify.Errors), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _data.Dispose();
        _files.Dispose();
    }

    private PortalProcess Start(params string[] arguments) => new(PortalFactory.RepoRoot, [.. arguments, $"--ModelDeploy:DataDirectory={_data.Path}"]);

    private static AuditEvent Event(string target) => new()
    {
        At = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
        Action = AuditAction.GroupChanged,
        Outcome = AuditOutcome.Done,
        Target = new AuditTarget(AuditTargetKind.Group, target, target),
    };
}
