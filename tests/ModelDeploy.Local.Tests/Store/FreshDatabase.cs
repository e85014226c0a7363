using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Local.Store;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Store;

/// <summary>A database of its own in a directory of its own, both gone with this.</summary>
internal sealed class FreshDatabase : IDisposable
{
    private readonly TempDirectory _directory = new();
    private StoreDatabase? _database;

    /// <summary>The data directory's path.</summary>
    public string Path => _directory.Path;

    /// <summary>Without anything of the demonstration.</summary>
    public static async Task<(FreshDatabase Fresh, StoreDatabase Database)> OpenAsync()
    {
        var fresh = new FreshDatabase();
        var directory = DataDirectory.Ensure(fresh.Path, NullLogger.Instance);
        fresh._database = await StoreDatabase.OpenAsync(directory, new DemoSeed(withDemo: false), ASecretCipher.Open, NullLogger.Instance, CancellationToken.None);
        return (fresh, fresh._database);
    }

    public void Dispose()
    {
        _database?.Dispose();
        _directory.Dispose();
    }
}
