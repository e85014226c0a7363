using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Local.Store.Rows;

namespace ModelDeploy.Local.Store;

/// <summary>
/// The open database file. One writer at a time holds the gate, decides on what is stored, saves, and publishes before
/// the next one enters; that is what makes versions, watches and cached content agree with the file.
/// </summary>
internal sealed class StoreDatabase : IDisposable
{
    public const string FileName = "modeldeploy.db";

    private static readonly TimeSpan GatePatience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly string _file;
    private readonly DbContextOptions<StoreContext> _options;
    private SecretCipher? _secrets;
    private long _lastVersion;

    private StoreDatabase(string file) => (_file, _options) = (file, StoreOptions.For<StoreContext>(file));

    /// <summary>What keeps secrets unreadable in the file.</summary>
    /// <exception cref="InvalidOperationException">The file was joined for something else.</exception>
    public SecretCipher Secrets => _secrets ?? throw new InvalidOperationException("Who joins a file has no keys to its secrets.");

    /// <summary>Opens the file, creating it with mode 0600 and the seed where it is missing. Call it only under the directory's lock.</summary>
    /// <exception cref="LocalStoreException">It is damaged, locked, unreadable, or from a newer version.</exception>
    public static Task<StoreDatabase> OpenAsync(DataDirectory directory, DemoSeed seed, SecretCipher secrets, ILogger logger, CancellationToken stop) =>
        OpenAsync(directory.File(FileName), secrets, async database =>
        {
            StoreCopy.CreateEmpty(database._file);
            await using var context = database.Open();
            await SchemaUpgrade.RunAsync(context, database._file, TimeProvider.System, logger, stop);
            await SealOldSecrets.RunAsync(context, secrets, stop);
            if (!await context.State.AnyAsync(stop))
            {
                seed.AddTo(context);
                await context.SaveChangesAsync(stop);
            }
            database._lastVersion = (await context.State.SingleAsync(stop)).LastVersion;
        });

    /// <summary>Opens a file that another process, which holds the lock, keeps up to date. For the identity store only.</summary>
    /// <exception cref="LocalStoreException">There is none, or it is not readable by this version.</exception>
    public static Task<StoreDatabase> JoinAsync(string directory, CancellationToken stop) =>
        OpenAsync(Path.Combine(Path.GetFullPath(directory), FileName), secrets: null, async database =>
        {
            if (!File.Exists(database._file))
                throw new LocalStoreException($"There is no database at {database._file}. Start the portal on this data directory first.");
            await using var context = database.Open();
            await SchemaUpgrade.RequireCurrentAsync(context, database._file, stop);
        });

    /// <summary>Runs queries, or a change that no other writer has to wait for. Queries see what is committed and wait for nobody.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be read or written.</exception>
    public async Task<T> UseAsync<T>(Func<StoreContext, Task<T>> use)
    {
        try
        {
            await using var context = Open();
            return await use(context);
        }
        catch (Exception failure) when (StoreTrouble.Of(failure) is { } trouble)
        {
            throw trouble;
        }
    }

    /// <summary>Runs <paramref name="action"/> while no other writer of this process runs.</summary>
    public async Task<T> AloneAsync<T>(Func<Task<T>> action, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        return await LeaveAfterAsync(action);
    }

    /// <summary>The same for a write, which does not stand in line for long: while the file is locked, every writer before it waits its time out.</summary>
    /// <exception cref="StoreUnavailableException">Others are writing all the time, or the file cannot be written.</exception>
    public async Task<T> WriteAloneAsync<T>(Func<Task<T>> write, CancellationToken stop)
    {
        if (!await _gate.WaitAsync(GatePatience, stop))
            throw StoreTrouble.Busy();
        return await LeaveAfterAsync(write);
    }

    /// <summary>The next version, never given before. Only inside <see cref="AloneAsync"/>; saved by the <see cref="SaveAsync"/> that follows.</summary>
    public string NextVersion() => (++_lastVersion).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Saves all that <paramref name="change"/> puts into the context in one transaction. Only inside <see cref="WriteAloneAsync"/>.
    /// SQLite blocks the thread while it waits for a lock, so the caller's own (a page's, maybe) is left alone.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Nothing was saved.</exception>
    public Task SaveAsync(Action<StoreContext> change, CancellationToken stop) => Task.Run(() => UseAsync(context =>
    {
        change(context);
        context.Update(new StateRow { LastVersion = _lastVersion });
        return context.SaveChangesAsync(stop);
    }), stop);

    /// <summary>Writes something small, for whoever wants to know whether writing works.</summary>
    /// <exception cref="StoreUnavailableException">It does not; the message says why.</exception>
    public Task ProbeAsync(CancellationToken stop) => WriteAloneAsync(async () =>
    {
        NextVersion();
        await SaveAsync(static _ => { }, stop);
        return true;
    }, stop);

    /// <inheritdoc />
    public void Dispose()
    {
        StoreOptions.Release(_file);
        _gate.Dispose();
    }

    private StoreContext Open() => new(_options);

    private async Task<T> LeaveAfterAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        finally
        {
            _gate.Release();
        }
    }

    private static async Task<StoreDatabase> OpenAsync(string file, SecretCipher? secrets, Func<StoreDatabase, Task> prepare)
    {
        var database = new StoreDatabase(file) { _secrets = secrets };
        try
        {
            await prepare(database);
            return database;
        }
        catch (Exception failure)
        {
            database.Dispose();
            if (Refusal.Of(failure, file) is { } refusal)
                throw refusal;
            throw;
        }
    }
}
