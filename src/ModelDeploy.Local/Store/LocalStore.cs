using Microsoft.Extensions.Logging;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Reconciling;

namespace ModelDeploy.Local.Store;

/// <summary>
/// Everything that a one-machine portal keeps, in one SQLite file in one data directory, which no other portal can open
/// until this is disposed. Dispose it last.
/// </summary>
public sealed class LocalStore : IDisposable
{
    private readonly DataDirectoryLock _lock;
    private readonly StoreDatabase _database;

    private LocalStore(
        DataDirectory directory, DataDirectoryLock held, StoreDatabase database, SqliteDeploymentStore deployments, SqliteCatalog catalog)
    {
        _lock = held;
        _database = database;
        Directory = directory.Path;
        Deployments = deployments;
        Catalog = catalog;
        Journal = new SqliteJournal(database);
        Identities = new SqliteIdentityStore(database);
        Tokens = new SqliteApiTokenStore(database);
        Audit = new SqliteAuditLog(database);
        Credentials = new SqliteCredentialStore(database);
        EndedSessions = new SqliteEndedSessionStore(database);
        Leadership = new FileLeadership();
        Part = new StorePart(this, database);
    }

    /// <summary>The account that a fresh database always has, a system administrator.</summary>
    public static PersonKey AdministratorKey => Account.Administrator.Key;

    /// <summary>The data directory's absolute path.</summary>
    public string Directory { get; }

    /// <summary>The deployments.</summary>
    public IDeploymentStore Deployments { get; }

    /// <summary>Groups and instance types.</summary>
    public ICatalog Catalog { get; }

    /// <summary>What was done to deployments, without limit.</summary>
    public IJournal Journal { get; }

    /// <summary>Accounts and sign-in links.</summary>
    public IIdentityStore Identities { get; }

    /// <summary>Personal tokens.</summary>
    public IApiTokenStore Tokens { get; }

    /// <summary>What was done and refused, in one chain.</summary>
    public IAuditLog Audit { get; }

    /// <summary>By what people of this portal's own accounts prove who they are.</summary>
    public ICredentialStore Credentials { get; }

    /// <summary>Which sessions have ended.</summary>
    public IEndedSessionStore EndedSessions { get; }

    /// <summary>Leads as long as the store is open.</summary>
    public ILeadership Leadership { get; }

    /// <summary>Says how the store is.</summary>
    public ISystemPart Part { get; }

    /// <summary>
    /// Opens the data directory: creates it (mode 0700), takes its lock, brings an older database up to date after a backup.
    /// A fresh one gets the administrator, and with <paramref name="seedDemo"/> the group <c>demo</c> and three instance types.
    /// </summary>
    /// <exception cref="LocalStoreException">
    /// The directory cannot be created, written or locked, or its database is damaged, locked or from a newer version, or its secrets were
    /// written with other keys.
    /// </exception>
    public static async Task<LocalStore> OpenAsync(string directory, bool seedDemo, SecretCipher secrets, ILoggerFactory loggers, CancellationToken stop)
    {
        var logger = loggers.CreateLogger<LocalStore>();
        var data = DataDirectory.Ensure(directory, logger);
        var held = DataDirectoryLock.Acquire(data);
        StoreDatabase? database = null;
        try
        {
            database = await StoreDatabase.OpenAsync(data, new DemoSeed(seedDemo), secrets, logger, stop);
            var deployments = await SqliteDeploymentStore.LoadAsync(database, stop);
            var catalog = await SqliteCatalog.LoadAsync(database, stop);
            return new LocalStore(data, held, database, deployments, catalog);
        }
        catch (Exception failure)
        {
            database?.Dispose();
            held.Dispose();
            if (Refusal.Of(failure, data.File(StoreDatabase.FileName)) is { } refusal)
                throw refusal;
            throw;
        }
    }

    /// <summary>Whether a portal, of this process or another, has this data directory open now.</summary>
    public static bool IsOpen(string directory) => DataDirectoryLock.IsHeld(directory);

    /// <summary>
    /// Runs <paramref name="action"/> on the accounts and sign-in links of a data directory that a running portal may hold,
    /// from another process: for printing one more sign-in link.
    /// </summary>
    /// <exception cref="LocalStoreException">There is no database, or it is not of this version.</exception>
    public static async Task<T> WithIdentitiesAsync<T>(string directory, Func<IIdentityStore, Task<T>> action, CancellationToken stop)
    {
        using var database = await StoreDatabase.JoinAsync(directory, stop);
        return await action(new SqliteIdentityStore(database));
    }

    /// <summary>Reads the whole audit of a data directory, also while a portal writes it, and says whether it is what was written.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="noted">An entry that was noted down elsewhere, or null.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="LocalStoreException">There is no database, or it is not of this version.</exception>
    public static async Task<AuditVerdict> VerifyAuditAsync(string directory, AuditHead? noted, CancellationToken stop)
    {
        using var database = await StoreDatabase.JoinAsync(directory, stop);
        return await AuditVerdict.OfAsync(new SqliteAuditLog(database).ReadAllAsync(stop), noted, stop);
    }

    /// <summary>
    /// Copies the database of a data directory into another folder, as it is at one moment, also while a portal writes it. The
    /// copy has passed SQLite's full check.
    /// </summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="folder">Exists, and holds no database yet.</param>
    /// <exception cref="LocalStoreException">There is no database, it is damaged or locked, or the copy cannot be written.</exception>
    public static void BackUp(string directory, string folder)
    {
        var file = Path.Combine(Path.GetFullPath(directory), StoreDatabase.FileName);
        if (!File.Exists(file))
            throw new LocalStoreException($"There is no database at {file}: nothing to back up.");
        StoreCopy.Make(file, Path.Combine(folder, StoreDatabase.FileName));
    }

    /// <summary>Finds out whether the store takes writes, by a small one.</summary>
    /// <exception cref="StoreUnavailableException">It does not; the message says why.</exception>
    public Task ProbeAsync(CancellationToken stop) => _database.ProbeAsync(stop);

    /// <inheritdoc />
    public void Dispose()
    {
        _database.Dispose();
        _lock.Dispose();
    }
}
