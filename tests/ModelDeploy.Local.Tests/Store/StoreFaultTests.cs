using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Local.Store;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Store;

/// <summary>What people are told, and what is in the file, when the database cannot be written while the portal runs.</summary>
public sealed class StoreFaultTests : IDisposable
{
    private static readonly CancellationToken Stop = CancellationToken.None;
    private static readonly Viewer Admin = new(LocalStore.AdministratorKey, "Administrator", IsSystemAdmin: true);
    private readonly TempDirectory _directory = new();

    [Fact]
    public async Task A_full_disk_refuses_what_it_cannot_store_and_nothing_else_and_heals()
    {
        using var disk = SmallDisk.Mount(mebibytes: 4);
        List<string> accepted = [];
        using (var store = await OpenAsync(disk.Path))
        {
            var commands = CommandsOn(store);
            accepted.Add(AcceptedId(await CreateAsync(commands, "before")));
            disk.Fill();

            var refused = await CreateUntilRefusedAsync(commands, accepted);
            Assert.Equal("The disk that holds the database is full. Nothing was stored; free some space and try again.", refused.Why);
            Assert.Equal(refused.Why, await ProbeUntilRefusedAsync(store));
            Assert.IsType<CommandResult<Deployment>.Unavailable>(await commands.DeleteAsync(Admin, "before", Stop));
            Assert.Equal(accepted.Order(StringComparer.Ordinal), (await store.Deployments.ListAsync(Stop)).Select(deployment => deployment.Id));
            Assert.NotNull(await store.Identities.FindAccountAsync(LocalStore.AdministratorKey, Stop));

            disk.Free();
            await store.ProbeAsync(Stop);
            accepted.Add(AcceptedId(await CreateAsync(commands, "after")));
        }

        Assert.Equal("ok", SqliteFile.Check(Path.Combine(disk.Path, "modeldeploy.db")));
        await AllAreThereAsync(disk.Path, accepted);
    }

    [Fact]
    public async Task A_status_that_a_full_disk_refused_is_written_from_the_same_version_once_there_is_room()
    {
        using var disk = SmallDisk.Mount(mebibytes: 4);
        using var store = await OpenAsync(disk.Path);
        await CreateAsync(CommandsOn(store), "iris");
        var stored = (await store.Deployments.GetAsync(new DeploymentKey("iris"), Stop))!;
        var status = new DeploymentStatus { Wanted = 1, Message = new string('x', 500_000) };
        disk.Fill();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Deployments.UpdateStatusAsync(stored.Key, status, stored.Version, Stop));
        Assert.Equal(stored, await store.Deployments.GetAsync(stored.Key, Stop));

        disk.Free();
        Assert.IsType<StoreResult<Deployment>.Stored>(await store.Deployments.UpdateStatusAsync(stored.Key, status, stored.Version, Stop));
    }

    [Fact]
    public async Task A_start_on_a_full_disk_is_refused_with_a_sentence()
    {
        using var disk = SmallDisk.Mount(mebibytes: 4);
        disk.Fill();

        var refusal = await Assert.ThrowsAsync<LocalStoreException>(() => OpenAsync(disk.Path));

        Assert.Contains(disk.Path, refusal.Message, StringComparison.Ordinal);
        disk.Free();
        (await OpenAsync(disk.Path)).Dispose();
    }

    [Fact]
    public async Task A_database_that_another_program_keeps_locked_refuses_and_goes_on_when_it_is_let_go()
    {
        using var store = await OpenAsync(_directory.Path);
        var commands = CommandsOn(store);
        using (Lock())
        {
            // Together, so that the later ones have to wait for the earlier ones too.
            var answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(number => CreateAsync(commands, $"locked-{number}")));

            Assert.All(answers, answer => Assert.Equal(
                "Another program keeps the database locked. Nothing was stored; close that program and try again.",
                Assert.IsType<CommandResult<Deployment>.Unavailable>(answer).Why));
            Assert.Empty(await store.Deployments.ListAsync(Stop));
            Assert.NotNull(await store.Identities.FindAccountAsync(LocalStore.AdministratorKey, Stop));
        }

        AcceptedId(await CreateAsync(commands, "iris"));
    }

    [Fact]
    public async Task Groups_and_instance_types_are_refused_the_same_way()
    {
        using var store = await OpenAsync(_directory.Path);
        var groups = new GroupCommands(store.Catalog, store.Deployments, store.Identities, AnAudit.Into());
        var types = new InstanceTypeCommands(store.Catalog, store.Deployments, AnAudit.Into());
        var before = await store.Catalog.ReadAsync(Stop);
        var tiny = before.InstanceType("cpu-tiny")!;
        using (Lock())
        {
            var ofGroups = Task.WhenAll(
                groups.CreateAsync(Admin, "new", "New", Quota.Unlimited, Stop), groups.SetModelDeploymentAsync(Admin, "demo", false, Stop),
                groups.DeleteAsync(Admin, "demo", Stop));
            var ofTypes = Task.WhenAll(
                types.SaveAsync(Admin, tiny with { DisplayName = "Other" }, Stop), types.DeleteAsync(Admin, "cpu-small", evenIfUsed: true, Stop));

            Assert.All(await ofGroups, answer => Assert.IsType<CommandResult<Group>.Unavailable>(answer));
            Assert.All(await ofTypes, answer => Assert.IsType<CommandResult<InstanceType>.Unavailable>(answer));
        }

        Assert.Equal(before, await store.Catalog.ReadAsync(Stop));
    }

    [Fact]
    public async Task A_lock_that_is_let_go_in_time_is_waited_for()
    {
        using var store = await OpenAsync(_directory.Path);
        Task<CommandResult<Deployment>> creating;
        using (Lock())
        {
            creating = CreateAsync(CommandsOn(store), "iris");
            Assert.False(creating.IsCompleted);
        }

        AcceptedId(await creating);
    }

    [Fact]
    public async Task A_start_on_a_database_that_another_program_keeps_for_itself_is_refused_with_a_sentence()
    {
        (await OpenAsync(_directory.Path)).Dispose();
        using (Lock("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE Mine (Id);"))
        {
            var refusal = await Assert.ThrowsAsync<LocalStoreException>(() => OpenAsync(_directory.Path));
            Assert.Equal($"The database {DatabaseFile} is locked by another program. Close that program and start again.", refusal.Message);
        }

        (await OpenAsync(_directory.Path)).Dispose();
    }

    [Fact]
    public async Task A_database_that_is_damaged_while_the_portal_runs_refuses_instead_of_accepting()
    {
        using var store = await OpenAsync(_directory.Path);
        var commands = CommandsOn(store);
        AcceptedId(await CreateAsync(commands, "iris"));
        var uid = (await store.Deployments.GetAsync(new DeploymentKey("iris"), Stop))!.Uid;
        Damage();

        var refused = Assert.IsType<CommandResult<Deployment>.Unavailable>(await CreateAsync(commands, "another"));

        Assert.StartsWith("The database is damaged. Nothing was stored;", refused.Why, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Journal.ReadAsync(uid, null, 10, Stop));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ProbeAsync(Stop));
        Assert.Equal("iris", Assert.Single(await store.Deployments.ListAsync(Stop)).Id);
    }

    public void Dispose() => _directory.Dispose();

    private string DatabaseFile => _directory["modeldeploy.db"];

    private static Task<LocalStore> OpenAsync(string path) => LocalStore.OpenAsync(path, seedDemo: true, ASecretCipher.Open, NullLoggerFactory.Instance, Stop);

    private static DeploymentCommands CommandsOn(LocalStore store) =>
        new(store.Deployments, store.Catalog, store.Journal, new SpecLimits(100), TimeProvider.System, AnAudit.Into());

    private static Task<CommandResult<Deployment>> CreateAsync(DeploymentCommands commands, string id) =>
        commands.CreateAsync(Admin, id, ASpec.Usual with { Stop = true }, Stop);

    private static string AcceptedId(CommandResult<Deployment> answer) => Assert.IsType<CommandResult<Deployment>.Accepted>(answer).Value.Id;

    /// <summary>What SQLite had taken for its log before may hold a few more.</summary>
    private static async Task<CommandResult<Deployment>.Unavailable> CreateUntilRefusedAsync(DeploymentCommands commands, List<string> accepted)
    {
        for (var i = 0; i < 10_000; i++)
        {
            var answer = await CreateAsync(commands, $"full-{i}");
            if (answer is CommandResult<Deployment>.Unavailable refused)
                return refused;
            accepted.Add(AcceptedId(answer));
        }
        throw new InvalidOperationException("A full disk took ten thousand deployments.");
    }

    private static async Task<string> ProbeUntilRefusedAsync(LocalStore store)
    {
        for (var i = 0; i < 10_000; i++)
        {
            try
            {
                await store.ProbeAsync(Stop);
            }
            catch (StoreUnavailableException trouble)
            {
                return trouble.Message;
            }
        }
        throw new InvalidOperationException("A full disk took ten thousand probes.");
    }

    private static async Task AllAreThereAsync(string path, List<string> ids)
    {
        using var store = await OpenAsync(path);
        var deployments = await store.Deployments.ListAsync(Stop);
        Assert.Equal(ids.Order(StringComparer.Ordinal), deployments.Select(deployment => deployment.Id));
        foreach (var deployment in deployments)
            Assert.Single(await store.Journal.ReadAsync(deployment.Uid, null, 10, Stop));
    }

    /// <summary>Another program's connection that holds a lock until it is disposed.</summary>
    private DbConnection Lock(string how = "BEGIN IMMEDIATE;") => SqliteFile.Open(DatabaseFile, how);

    /// <summary>Overwrites everything behind the first page, and makes sure that nobody has the pages in memory.</summary>
    private void Damage()
    {
        using (var checkpoint = Lock("PRAGMA wal_checkpoint(TRUNCATE);"))
            StoreOptions.Release(DatabaseFile);
        using var file = new FileStream(DatabaseFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = 4096;
        var noise = new byte[file.Length - file.Position];
        new Random(1).NextBytes(noise);
        file.Write(noise);
    }
}
