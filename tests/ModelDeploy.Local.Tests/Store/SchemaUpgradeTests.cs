using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Local.Store;
using ModelDeploy.Local.Store.Rows;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Store;

public sealed class SchemaUpgradeTests : IDisposable
{
    private static readonly CancellationToken Stop = CancellationToken.None;
    private readonly TempDirectory _directory = new();

    private string DatabaseFile => _directory["modeldeploy.db"];

    private readonly ManualTime _clock = new(new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.Zero));

    private string BackupFile => $"{DatabaseFile}.20261121T093000Z.before-{TwoStepContext.Second}";

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
        Assert.Equal("ok", SqliteFile.Check(BackupFile));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(BackupFile));
    }

    [Fact]
    public async Task The_three_newest_backups_stay()
    {
        await MigrateOnlyToFirstAsync();
        string[] older = [.. Enumerable.Range(1, 4).Select(day => $"{DatabaseFile}.2026100{day}T000000Z.before-20260101000000_Any")];
        foreach (var file in older)
            await File.WriteAllTextAsync(file, "of an earlier upgrade");

        await UpgradeAsync();

        Assert.Equal([older[2], older[3], BackupFile], Directory.GetFiles(_directory.Path, "*.before-*").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_room_for_the_backup_nothing_is_upgraded()
    {
        using var disk = SmallDisk.Mount(mebibytes: 1);
        var file = Path.Combine(disk.Path, "modeldeploy.db");
        await MigrateOnlyToFirstAsync(file);
        StoreOptions.Release(file);
        disk.Fill();

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => UpgradeAsync(file));
        disk.Free();

        Assert.True(Refusal.Of(refusal, file) is not null || refusal is LocalStoreException, refusal.ToString());
        Assert.Equal([TwoStepContext.First], await AppliedIn(file));
        Assert.Empty(Directory.EnumerateFiles(disk.Path, "*.before-*"));
        StoreOptions.Release(file);
    }

    [Fact]
    public async Task A_database_of_the_first_version_with_deployments_in_it_is_taken_over_whole()
    {
        var deployment = ADeployment.Named();
        List<string> known;
        await File.WriteAllBytesAsync(DatabaseFile, []);
        await using (var context = new StoreContext(StoreOptions.For<StoreContext>(DatabaseFile)))
        {
            known = [.. context.Database.GetMigrations()];
            await context.GetService<IMigrator>().MigrateAsync(known[0]);
            var (row, entry) = (DeploymentRow.From(deployment), JournalRow.From(deployment, deployment.LastChange));
            await context.Database.ExecuteSqlAsync($"""
                INSERT INTO Deployments (Id, Uid, Generation, Version, Spec, Status, Created, LastChange)
                VALUES ({row.Id}, {row.Uid}, {row.Generation}, {row.Version}, {row.Spec}, {row.Status}, {row.Created}, {row.LastChange});
                INSERT INTO Journal (Uid, DeploymentId, Revision, Change, Spec)
                VALUES ({entry.Uid}, {entry.DeploymentId}, {entry.Revision}, {entry.Change}, {entry.Spec});
                INSERT INTO State (Id, LastVersion) VALUES (1, 100);
                """);
        }
        StoreOptions.Release(DatabaseFile);

        using var store = await LocalStore.OpenAsync(_directory.Path, seedDemo: true, ASecretCipher.Open, NullLoggerFactory.Instance, Stop);

        Assert.Equal(deployment, Assert.Single(await store.Deployments.ListAsync(Stop)));
        Assert.Equal(deployment.Spec, Assert.Single(await store.Journal.ReadAsync(deployment.Uid, null, 10, Stop)).Spec);
        Assert.Equal(known, await AppliedIn(DatabaseFile));
        var backups = Directory.GetFiles(_directory.Path, "*.before-*");
        Assert.Equal(known.Skip(1).Take(1), backups.Select(path => path.Split(".before-")[1]));
        foreach (var backup in backups)
            Assert.Equal([known[0]], await AppliedIn(backup));
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
        using (await LocalStore.OpenAsync(_directory.Path, seedDemo: true, ASecretCipher.Open, NullLoggerFactory.Instance, Stop)) { }
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
        using (await LocalStore.OpenAsync(_directory.Path, seedDemo: true, ASecretCipher.Open, NullLoggerFactory.Instance, Stop)) { }
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
        using (await LocalStore.OpenAsync(_directory.Path, seedDemo: true, ASecretCipher.Open, NullLoggerFactory.Instance, Stop)) { }
        await using (var context = Context())
            await context.Database.ExecuteSqlAsync($"UPDATE Groups SET Content = 'half a rec'");
        StoreOptions.Release(DatabaseFile);

        await RefusedAndUntouchedAsync("is damaged");
    }

    [Fact]
    public async Task A_refused_database_keeps_also_what_a_killed_portal_left_beside_it()
    {
        using var copy = new TempDirectory();
        using (var running = await LocalStore.OpenAsync(_directory.Path, seedDemo: true, ASecretCipher.Open, NullLoggerFactory.Instance, Stop))
        {
            await using var context = Context();
            await context.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Future', '99.0.0');""");
            foreach (var name in (string[])["modeldeploy.db", "modeldeploy.db-wal"])
                File.Copy(_directory[name], copy[name]); // as a kill at this moment leaves them
        }
        var (database, log) = (await File.ReadAllBytesAsync(copy["modeldeploy.db"]), await File.ReadAllBytesAsync(copy["modeldeploy.db-wal"]));
        Assert.NotEmpty(log);

        await Assert.ThrowsAsync<LocalStoreException>(() => LocalStore.OpenAsync(copy.Path, seedDemo: true, ASecretCipher.Open, NullLoggerFactory.Instance, Stop));

        Assert.Equal(database, await File.ReadAllBytesAsync(copy["modeldeploy.db"]));
        Assert.Equal(log, await File.ReadAllBytesAsync(copy["modeldeploy.db-wal"]));
    }

    public void Dispose() => _directory.Dispose();

    private async Task RefusedAndUntouchedAsync(string because)
    {
        var before = await File.ReadAllBytesAsync(DatabaseFile);

        var refusal = await Assert.ThrowsAsync<LocalStoreException>(() =>
            LocalStore.OpenAsync(_directory.Path, seedDemo: true, ASecretCipher.Open, NullLoggerFactory.Instance, Stop));

        Assert.Contains(DatabaseFile, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(because, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(DatabaseFile));
        Assert.Empty(Directory.EnumerateFiles(_directory.Path, "*.before-*"));
        DataDirectoryLock.Acquire(DataDirectory.Ensure(_directory.Path, NullLogger.Instance)).Dispose();
    }

    private Task MigrateOnlyToFirstAsync() => MigrateOnlyToFirstAsync(DatabaseFile);

    private static async Task MigrateOnlyToFirstAsync(string file)
    {
        await File.WriteAllBytesAsync(file, []);
        await using var context = Context(file);
        await context.GetService<IMigrator>().MigrateAsync(TwoStepContext.First);
    }

    private Task UpgradeAsync() => UpgradeAsync(DatabaseFile);

    private async Task UpgradeAsync(string file)
    {
        if (!File.Exists(file))
            await File.WriteAllBytesAsync(file, []);
        await using var context = Context(file);
        await SchemaUpgrade.RunAsync(context, file, _clock, NullLogger.Instance, Stop);
        StoreOptions.Release(file);
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
