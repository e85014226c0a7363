using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Local.Store;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Store;

public sealed class BackUpTests : IDisposable
{
    private static readonly CancellationToken Stop = CancellationToken.None;
    private readonly TempDirectory _data = new();
    private readonly TempDirectory _backup = new();

    [Fact]
    public async Task A_backup_under_a_load_of_writes_is_one_moment_of_the_database_with_everything_that_was_accepted_before()
    {
        using var store = await LocalStore.OpenAsync(_data.Path, seedDemo: true, ASecretCipher.Open, NullLoggerFactory.Instance, Stop);
        using var enough = new CancellationTokenSource();
        var accepted = 0;
        var writers = Enumerable.Range(1, 3).Select(number => Task.Run(() => WriteAsync(store, new DeploymentKey($"busy-{number}"), enough.Token))).ToArray();
        await TestKit.Eventually.TrueAsync(() => Volatile.Read(ref accepted) > 20, "writes");

        var before = await store.Deployments.ListAsync(Stop);
        LocalStore.BackUp(_data.Path, _backup.Path);
        await enough.CancelAsync();
        await Task.WhenAll(writers);

        Assert.Equal("ok", SqliteFile.Check(_backup["modeldeploy.db"]));
        using var restored = await LocalStore.OpenAsync(_backup.Path, seedDemo: true, ASecretCipher.Open, NullLoggerFactory.Instance, Stop);
        Assert.Equal(await store.Catalog.ReadAsync(Stop), await restored.Catalog.ReadAsync(Stop));
        var after = await restored.Deployments.ListAsync(Stop);
        Assert.Equal(before.Select(deployment => deployment.Uid), after.Select(deployment => deployment.Uid));
        Assert.All(before.Zip(after), pair => Assert.True(pair.Second.Generation >= pair.First.Generation));
        foreach (var deployment in after)
        {
            var revisions = (await restored.Journal.ReadAsync(deployment.Uid, null, 100_000, Stop)).Select(entry => entry.Revision);
            Assert.Equal(Enumerable.Range(1, (int)deployment.Generation).Select(revision => (long)revision).Reverse(), revisions);
        }

        async Task WriteAsync(LocalStore into, DeploymentKey key, CancellationToken end)
        {
            var stored = Value(await into.Deployments.CreateAsync(key, ASpec.Usual, AChange.Of(ChangeAction.Created), Stop));
            while (!end.IsCancellationRequested)
            {
                var spec = stored.Spec with { Description = $"Change {stored.Generation}" };
                stored = Value(await into.Deployments.UpdateSpecAsync(key, spec, AChange.Of(ChangeAction.Updated), stored.Version, Stop));
                Interlocked.Increment(ref accepted);
            }
        }

        static Deployment Value(StoreResult<Deployment> result) => Assert.IsType<StoreResult<Deployment>.Stored>(result).Value;
    }

    [Fact]
    public async Task A_damaged_database_is_refused_and_leaves_no_backup()
    {
        (await LocalStore.OpenAsync(_data.Path, seedDemo: true, ASecretCipher.Open, NullLoggerFactory.Instance, Stop)).Dispose();
        await using (var file = new FileStream(_data["modeldeploy.db"], FileMode.Open))
        {
            file.Position = 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 4096 * 3).ToArray());
        }

        var refusal = Assert.Throws<LocalStoreException>(() => LocalStore.BackUp(_data.Path, _backup.Path));

        Assert.Contains($"The database {_data["modeldeploy.db"]} ", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_backup.Path));
    }

    [Fact]
    public void Without_a_database_there_is_nothing_to_back_up()
    {
        var refusal = Assert.Throws<LocalStoreException>(() => LocalStore.BackUp(_data.Path, _backup.Path));

        Assert.Equal($"There is no database at {_data["modeldeploy.db"]}: nothing to back up.", refusal.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_backup.Path));
    }

    public void Dispose()
    {
        _data.Dispose();
        _backup.Dispose();
    }
}
