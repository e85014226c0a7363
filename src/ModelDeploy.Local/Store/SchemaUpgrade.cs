using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ModelDeploy.Local.Store;

/// <summary>Brings a database file to this version's schema, or says why it will not. A file it refuses is left as it was.</summary>
internal static partial class SchemaUpgrade
{
    private const int KeptBackups = 3;

    /// <summary>Checks the file, backs it up before changing an older schema, and applies what is missing.</summary>
    /// <param name="context">Opened on the file and on nothing else.</param>
    /// <param name="file">The database file.</param>
    /// <param name="clock">Gives the time that a backup bears in its name.</param>
    /// <param name="logger">Told of a backup and of an upgrade.</param>
    /// <param name="stop">Ends waiting; a change that has begun is finished or taken back by SQLite.</param>
    /// <exception cref="LocalStoreException">The file is damaged, or a newer version has written it, or it cannot be backed up.</exception>
    public static async Task RunAsync(DbContext context, string file, TimeProvider clock, ILogger logger, CancellationToken stop)
    {
        await context.Database.OpenConnectionAsync(stop);
        StoreOptions.KeepLogOnClose(context, keep: true); // a file that is refused keeps every byte, what a killed portal left beside it included
        await RefuseDamagedAsync(context, file, stop);
        var pending = await PendingAsync(context, file, stop);
        StoreOptions.KeepLogOnClose(context, keep: false);

        // A database that somebody copied together by hand may have lost it.
        await context.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL;", stop);
        if (pending.Missing.Count > 0)
            await UpgradeAsync(context, file, pending.Applied.Count > 0, pending.Missing, clock, logger, stop);
        await context.Database.CloseConnectionAsync();
    }

    /// <summary>Accepts only a file that has exactly this version's schema; changes nothing.</summary>
    /// <exception cref="LocalStoreException">It has another one.</exception>
    public static async Task RequireCurrentAsync(DbContext context, string file, CancellationToken stop)
    {
        var pending = await PendingAsync(context, file, stop);
        if (pending.Missing.Count > 0)
            throw new LocalStoreException($"The database {file} is from an older version. Start the portal once to bring it up to date.");
    }

    private static async Task RefuseDamagedAsync(DbContext context, string file, CancellationToken stop)
    {
        var problem = (await context.Database.SqlQuery<string>($"PRAGMA quick_check(1)").ToListAsync(stop))[0];
        if (problem != "ok")
            throw Refusal.Damaged(file, problem);
    }

    private static async Task<(List<string> Applied, List<string> Missing)> PendingAsync(DbContext context, string file, CancellationToken stop)
    {
        List<string> known = [.. context.Database.GetMigrations()];
        List<string> applied = [.. await context.Database.GetAppliedMigrationsAsync(stop)];
        if (applied.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new LocalStoreException(
                $"The database {file} was written by a newer version of ModelDeploy: this one does not know its change {unknown}. "
                + "Start the newer version, or put back the backup that it made beside the file. Nothing was changed.");
        }
        return (applied, [.. known.Except(applied)]);
    }

    private static async Task UpgradeAsync(
        DbContext context, string file, bool holdsData, List<string> missing, TimeProvider clock, ILogger logger, CancellationToken stop)
    {
        if (holdsData)
            Log.BackedUp(logger, Backup(file, missing[0], clock));
        // Left behind by a start that died while migrating; EF would wait for it for ever. The directory's lock says that nobody migrates now.
        await context.Database.ExecuteSqlAsync($"""DROP TABLE IF EXISTS "__EFMigrationsLock";""", stop);
        await context.Database.MigrateAsync(stop);
        Log.Migrated(logger, file, missing[^1]);
    }

    /// <summary>Puts a copy beside the file that names the change before which it was made and when; the newest ones stay.</summary>
    private static string Backup(string file, string before, TimeProvider clock)
    {
        var at = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var backup = $"{file}.{at}.before-{before}";
        StoreCopy.Make(file, backup);
        var folder = Path.GetDirectoryName(file)!;
        var old = Directory.EnumerateFiles(folder, Path.GetFileName(file) + ".*.before-*").OrderDescending(StringComparer.Ordinal).Skip(KeptBackups);
        foreach (var path in old.ToList())
            File.Delete(path);
        return backup;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Database backed up to {Backup}")]
        public static partial void BackedUp(ILogger logger, string backup);

        [LoggerMessage(2, LogLevel.Information, "Database {File} brought to schema {Migration}")]
        public static partial void Migrated(ILogger logger, string file, string migration);
    }
}
