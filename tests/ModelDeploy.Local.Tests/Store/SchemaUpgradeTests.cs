using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Local.Store;

namespace ModelDeploy.Local.Tests.Store;

public sealed class SchemaUpgradeTests : IDisposable
{
    private static readonly CancellationToken Stop = CancellationToken.None;
    private readonly TempDirectory _directory = new();

    private string DatabaseFile => _directory["modeldeploy.db"];

    private string BackupFile => $"{DatabaseFile}.before-{TwoStepContext.Second}";

    [Fact]
    public async Task An_empty_file_gets_every_migration_and_no_backup()
    {
        await UpgradeAsync();

        Assert.Equal([TwoStepContext.First, TwoStepContext.Second], await AppliedIn(DatabaseFile));
        Assert.Empty(Directory.EnumerateFiles(_directory.Path, "*.before-*"));
    }

    [Fact]
    public async Task An_older_database_is_backed_up_as_it_was_and_then_upgraded()
    {
        await MigrateOnlyToFirstAsync();

        await UpgradeAsync();

        Assert.Equal([TwoStepContext.First, TwoStepContext.Second], await AppliedIn(DatabaseFile));
        Assert.Equal([TwoStepContext.First], await AppliedIn(BackupFile));
        Assert.Equal(["kept"], await NotesIn(BackupFile));
        Assert.Equal(["kept"], await NotesIn(DatabaseFile));
    }

    [Fact]
    public async Task A_database_that_is_up_to_date_is_not_backed_up()
    {
        await UpgradeAsync();
        await UpgradeAsync();

        Assert.False(File.Exists(BackupFile));
    }

    [Fact]
    public async Task A_newer_backup_replaces_one_of_the_same_name()
    {
        await MigrateOnlyToFirstAsync();
        await File.WriteAllTextAsync(BackupFile, "of an earlier upgrade");

        await UpgradeAsync();

        Assert.Equal(["kept"], await NotesIn(BackupFile));
    }

    [Fact]
    public async Task An_upgrade_that_died_does_not_block_the_next()
    {
        await MigrateOnlyToFirstAsync();
        await using (var context = Context())
        {
            await context.Database.ExecuteSqlAsync($"""CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT);""");
            await context.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');""");
        }

        await UpgradeAsync();

        Assert.Equal([TwoStepContext.First, TwoStepContext.Second], await AppliedIn(DatabaseFile));
    }

    [Fact]
    public async Task A_database_from_a_newer_version_is_refused_and_left_alone()
    {
        using (await LocalStore.OpenAsync(_directory.Path, seedDemo: true, NullLoggerFactory.Instance, Stop)) { }
        await using (var context = Context())
            await context.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Future', '99.0.0');""");
        StoreOptions.Release(DatabaseFile);

        await RefusedAndUntouchedAsync("was written by a newer version of ModelDeploy: this one does not know its change 29990101000000_Future.");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        await File.WriteAllTextAsync(DatabaseFile, string.Concat(Enumerable.Repeat("not a database at all. ", 1_000)));

        await RefusedAndUntouchedAsync("is damaged");
    }

    [Fact]
    public async Task A_database_with_a_damaged_page_is_refused_and_left_alone()
    {
        using (await LocalStore.OpenAsync(_directory.Path, seedDemo: true, NullLoggerFactory.Instance, Stop)) { }
        await using (var file = new FileStream(DatabaseFile, FileMode.Open))
        {
            file.Position = 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 4096 * 3).ToArray());
        }

        await RefusedAndUntouchedAsync("is damaged");
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_refused_and_left_alone()
    {
        using (await LocalStore.OpenAsync(_directory.Path, seedDemo: true, NullLoggerFactory.Instance, Stop)) { }
        await using (var context = Context())
            await context.Database.ExecuteSqlAsync($"UPDATE Groups SET Content = 'half a rec'");
        StoreOptions.Release(DatabaseFile);

        await RefusedAndUntouchedAsync("is damaged");
    }

    public void Dispose() => _directory.Dispose();

    private async Task RefusedAndUntouchedAsync(string because)
    {
        var before = await File.ReadAllBytesAsync(DatabaseFile);

        var refusal = await Assert.ThrowsAsync<LocalStoreException>(() =>
            LocalStore.OpenAsync(_directory.Path, seedDemo: true, NullLoggerFactory.Instance, Stop));

        Assert.Contains(DatabaseFile, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(because, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(DatabaseFile));
        Assert.Empty(Directory.EnumerateFiles(_directory.Path, "*.before-*"));
        DataDirectoryLock.Acquire(DataDirectory.Ensure(_directory.Path, NullLogger.Instance)).Dispose();
    }

    private async Task MigrateOnlyToFirstAsync()
    {
        await File.WriteAllBytesAsync(DatabaseFile, []);
        await using var context = Context();
        await context.GetService<IMigrator>().MigrateAsync(TwoStepContext.First);
    }

    private async Task UpgradeAsync()
    {
        if (!File.Exists(DatabaseFile))
            await File.WriteAllBytesAsync(DatabaseFile, []);
        await using var context = Context();
        await SchemaUpgrade.RunAsync(context, DatabaseFile, NullLogger.Instance, Stop);
        StoreOptions.Release(DatabaseFile);
    }

    private static async Task<IEnumerable<string>> AppliedIn(string file)
    {
        await using var context = Context(file);
        return await context.Database.GetAppliedMigrationsAsync();
    }

    private static async Task<List<string>> NotesIn(string file)
    {
        await using var context = Context(file);
        return await context.Database.SqlQuery<string>($"SELECT Text FROM Notes").ToListAsync();
    }

    private TwoStepContext Context() => Context(DatabaseFile);

    private static TwoStepContext Context(string file) => new(StoreOptions.For<TwoStepContext>(file));
}
