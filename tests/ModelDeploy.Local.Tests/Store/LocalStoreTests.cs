using System.Runtime.Versioning;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Local.Store;
using ModelDeploy.TestKit.Builders;
using static ModelDeploy.TestKit.Conformance.StoreResultAssert;

namespace ModelDeploy.Local.Tests.Store;

public sealed class LocalStoreTests : IDisposable
{
    private static readonly DeploymentKey Iris = new("iris");
    private static readonly CancellationToken Stop = CancellationToken.None;
    private readonly TempDirectory _parent = new();

    private string Data => _parent["data"];

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_fresh_directory_and_its_database_are_for_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var store = await OpenAsync();
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        Assert.Equal(Data, store.Directory);
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Data));
        foreach (var file in Directory.EnumerateFiles(Data, "modeldeploy.db*"))
            Assert.Equal(Owner, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_fresh_database_has_an_administrator_a_demo_group_and_three_instance_types()
    {
        using var store = await OpenAsync();

        var administrator = await store.Identities.FindAccountAsync(LocalStore.AdministratorKey, Stop);
        var catalog = await store.Catalog.ReadAsync(Stop);

        Assert.Equal(new Account(LocalStore.AdministratorKey, "Administrator", IsSystemAdmin: true), administrator);
        var demo = Assert.Single(catalog.Groups);
        Assert.Equal(("demo", "Demo", true), (demo.Name, demo.DisplayName, demo.ModelDeploymentEnabled));
        Assert.Equal(new Quota(4, 8L << 30, 0, 10), demo.Quota);
        Assert.Equal(new GroupMember(LocalStore.AdministratorKey, "Administrator", GroupRole.Admin), Assert.Single(demo.Members));
        Assert.Equal(
            [("cpu-medium", new Resources(2, 4L << 30, 0)), ("cpu-small", new Resources(1, 1L << 30, 0)), ("cpu-tiny", new Resources(0.5m, 512L << 20, 0))],
            catalog.InstanceTypes.Select(type => (type.Name, type.Resources)));
    }

    [Fact]
    public async Task Without_the_demo_a_fresh_database_has_only_the_administrator_and_never_gets_it_later()
    {
        using (var store = await OpenAsync(seedDemo: false))
            Assert.Equal(LocalStore.AdministratorKey, Assert.Single(await store.Identities.ListAccountsAsync(Stop)).Key);

        using var later = await OpenAsync();
        Assert.Equal(CatalogSnapshot.Empty, await later.Catalog.ReadAsync(Stop));
    }

    [Fact]
    public async Task What_was_deleted_from_the_demo_stays_deleted()
    {
        using (var store = await OpenAsync())
        {
            var demo = (await store.Catalog.ReadAsync(Stop)).Group("demo")!;
            await StoredAsync(store.Catalog.DeleteGroupAsync(demo, Stop));
        }

        using var later = await OpenAsync();
        Assert.Empty((await later.Catalog.ReadAsync(Stop)).Groups);
    }

    [Fact]
    public async Task A_first_start_that_died_before_the_seed_is_finished_by_the_next()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllBytesAsync(DatabaseFile, []);
        await using (var context = Context())
            await SchemaUpgrade.RunAsync(context, DatabaseFile, TimeProvider.System, NullLogger.Instance, Stop);
        StoreOptions.Release(DatabaseFile);

        using var store = await OpenAsync();

        Assert.NotNull(await store.Identities.FindAccountAsync(LocalStore.AdministratorKey, Stop));
        Assert.NotNull((await store.Catalog.ReadAsync(Stop)).Group("demo"));
    }

    [Fact]
    public async Task Everything_is_there_after_the_next_start_and_versions_go_on()
    {
        Deployment stored;
        CatalogSnapshot catalog;
        using (var store = await OpenAsync())
        {
            var created = await StoredAsync(store.Deployments.CreateAsync(Iris, ASpec.Usual, AChange.Of(ChangeAction.Created), Stop));
            stored = await StoredAsync(store.Deployments.UpdateSpecAsync(
                Iris, ASpec.Usual.WithEnv("TOKEN", "hush", secret: true), AChange.Of(ChangeAction.Updated), created.Version, Stop));
            catalog = await store.Catalog.ReadAsync(Stop);
        }

        using var later = await OpenAsync();

        Assert.Equal([stored], await later.Deployments.ListAsync(Stop));
        Assert.Equal(catalog, await later.Catalog.ReadAsync(Stop));
        Assert.Equal([2, 1], (await later.Journal.ReadAsync(stored.Uid, null, 10, Stop)).Select(entry => entry.Revision));
        var looked = await StoredAsync(later.Deployments.UpdateStatusAsync(Iris, new DeploymentStatus { Wanted = 1 }, stored.Version, Stop));
        Assert.True(long.Parse(looked.Version) > long.Parse(stored.Version));
    }

    [Fact]
    public async Task History_from_before_it_could_be_searched_is_found_by_group_and_action()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllBytesAsync(DatabaseFile, []);
        var uid = Guid.NewGuid();
        await using (var context = Context())
        {
            await context.GetService<IMigrator>().MigrateAsync("20261121102142_Initial", Stop);
            var (change, spec) = (StoreJson.Write(AChange.Of(ChangeAction.Deleted)), StoreJson.Write(ASpec.Usual));
            await context.Database.ExecuteSqlAsync(
                $"""INSERT INTO "Journal" ("Uid", "DeploymentId", "Revision", "Change", "Spec") VALUES ({uid}, 'iris', 1, {change}, {spec})""", Stop);
        }
        StoreOptions.Release(DatabaseFile);

        using var store = await OpenAsync();

        var filter = new JournalFilter { Groups = [ASpec.Usual.Group], Action = ChangeAction.Deleted };
        Assert.Equal([uid], (await store.Journal.SearchAsync(filter, null, 10, Stop)).Select(entry => entry.Uid));
    }

    [Fact]
    public async Task Commits_go_to_a_write_ahead_log_and_return_when_the_disk_has_them()
    {
        using var store = await OpenAsync();
        await using var context = Context();
        await context.Database.OpenConnectionAsync();

        Assert.Equal(["wal"], await context.Database.SqlQuery<string>($"PRAGMA journal_mode").ToListAsync());
        Assert.Equal([2], await context.Database.SqlQuery<int>($"PRAGMA synchronous").ToListAsync());
        Assert.Equal([1], await context.Database.SqlQuery<int>($"PRAGMA foreign_keys").ToListAsync());
    }

    [Fact]
    public async Task A_second_portal_on_the_same_directory_is_refused()
    {
        using var store = await OpenAsync();

        var refusal = await Assert.ThrowsAsync<LocalStoreException>(() => OpenAsync());

        Assert.Equal(
            $"The data directory {Data} is in use by another portal (process {Environment.ProcessId}). "
            + "Stop that one first, or give this one a directory of its own (ModelDeploy:DataDirectory).",
            refusal.Message);
    }

    [Fact]
    public async Task A_sign_in_link_can_be_added_from_outside_while_the_portal_runs()
    {
        using var store = await OpenAsync();

        await LocalStore.WithIdentitiesAsync(Data, async identities =>
        {
            await identities.AddSignInLinkAsync("hash", LocalStore.AdministratorKey, AChange.Start.AddMinutes(10), Stop);
            return true;
        }, Stop);

        Assert.Equal(LocalStore.AdministratorKey, await store.Identities.RedeemSignInLinkAsync("hash", AChange.Start, Stop));
    }

    [Fact]
    public async Task From_outside_a_directory_without_a_database_is_refused_and_left_alone()
    {
        var refusal = await Assert.ThrowsAsync<LocalStoreException>(() =>
            LocalStore.WithIdentitiesAsync(Data, _ => Task.FromResult(true), Stop));

        Assert.Equal($"There is no database at {DatabaseFile}. Start the portal on this data directory first.", refusal.Message);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_created_is_refused()
    {
        await File.WriteAllTextAsync(Data, "a file where the directory should be");

        var refusal = await Assert.ThrowsAsync<LocalStoreException>(() => OpenAsync());

        Assert.StartsWith($"The data directory {Data} cannot be created: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(Data, "lock")); // in the lock's way, also for root

        var refusal = await Assert.ThrowsAsync<LocalStoreException>(() => OpenAsync());

        Assert.StartsWith($"The data directory {Data} cannot be written: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_migrations_describe_the_tables_as_they_are_in_code()
    {
        using var context = Context();

        Assert.False(context.Database.HasPendingModelChanges());
    }

    public void Dispose() => _parent.Dispose();

    private string DatabaseFile => Path.Combine(Data, "modeldeploy.db");

    private StoreContext Context() => new(StoreOptions.For<StoreContext>(DatabaseFile));

    private Task<LocalStore> OpenAsync(bool seedDemo = true) => LocalStore.OpenAsync(Data, seedDemo, ASecretCipher.Open, NullLoggerFactory.Instance, Stop);
}
