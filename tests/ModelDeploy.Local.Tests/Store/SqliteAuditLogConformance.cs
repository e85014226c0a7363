using System.Data.Common;
using ModelDeploy.Core.Audit;
using ModelDeploy.Local.Store;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Conformance;

namespace ModelDeploy.Local.Tests.Store;

public sealed class SqliteAuditLogConformance : AuditLogConformance, IAsyncLifetime
{
    private FreshDatabase _fresh = null!;
    private StoreDatabase _database = null!;

    protected override IAuditLog Log => new SqliteAuditLog(_database);

    public async ValueTask InitializeAsync() => (_fresh, _database) = await FreshDatabase.OpenAsync();

    public ValueTask DisposeAsync()
    {
        _fresh?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_file_itself_lets_no_entry_be_changed_or_removed()
    {
        await Log.AppendAsync(AnAudit.Event("iris"), default);
        using var connection = SqliteFile.Open(File);

        foreach (var touch in new[] { "UPDATE Audit SET Text = '{}'", "DELETE FROM Audit", "UPDATE Audit SET GroupName = NULL" })
            Assert.Contains("the audit only grows", Assert.ThrowsAny<DbException>(() => SqliteFile.Run(connection, touch)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE Audit SET Text = replace(Text, 'iris', 'rose') WHERE Number = 2", AuditFlaw.Changed, 2)]
    [InlineData("UPDATE Audit SET GroupName = 'other' WHERE Number = 2", AuditFlaw.Changed, 2)]
    [InlineData("UPDATE Audit SET Text = 'nonsense' WHERE Number = 2", AuditFlaw.Changed, 2)]
    [InlineData("DELETE FROM Audit WHERE Number = 2", AuditFlaw.Missing, 3)]
    [InlineData("DELETE FROM Audit WHERE Number = 3", AuditFlaw.CutOff, 3)]
    public async Task Whoever_forces_it_is_found_out(string touch, AuditFlaw flaw, int at)
    {
        for (var i = 0; i < 3; i++)
            await Log.AppendAsync(AnAudit.Event("iris"), default);
        var head = (await Log.ReadAllAsync(default).LastAsync());
        using (var connection = SqliteFile.Open(File))
        {
            SqliteFile.Run(connection, "DROP TRIGGER Audit_stays; DROP TRIGGER Audit_keeps;");
            SqliteFile.Run(connection, touch);
        }

        var verdict = await LocalStore.VerifyAuditAsync(_fresh.Path, new AuditHead(head.Number, head.Hash), default);

        Assert.Equal((flaw, (long)at), (verdict.Flaw, verdict.FlawAt));
    }

    private string File => Path.Combine(_fresh.Path, StoreDatabase.FileName);
}
