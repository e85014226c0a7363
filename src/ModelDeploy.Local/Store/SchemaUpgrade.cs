using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ModelDeploy.Local.Store;

/// <summary>Brings a database file to this version's schema, or says why it will not. A file it refuses is left as it was.</summary>
internal static partial class SchemaUpgrade
{
    /// <summary>Checks the file, backs it up before changing an older schema, and applies what is missing.</summary>
    /// <exception cref="LocalStoreException">The file is damaged, or a newer version has written it.</exception>
    public static async Task RunAsync(DbContext context, string file, ILogger logger, CancellationToken stop)
    {
        await RefuseDamagedAsync(context, file, stop);
        var pending = await PendingAsync(context, file, stop);
        if (pending.Missing.Count == 0)
            return;
        if (pending.Applied.Count > 0)
            Log.BackedUp(logger, Backup(context, file, pending.Missing[0]));

        // Left behind by a start that died while migrating; EF would wait for it for ever. The directory's lock says that nobody migrates now.
        await context.Database.ExecuteSqlAsync($"""DROP TABLE IF EXISTS "__EFMigrationsLock";""", stop);
        await context.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL;", stop);
        await context.Database.MigrateAsync(stop);
        Log.Migrated(logger, file, pending.Missing[^1]);
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

    /// <summary>Copies the database as SQLite sees it, the write-ahead log included; a half-made copy never bears the final name.</summary>
    private static string Backup(DbContext context, string file, string before)
    {
        var final = $"{file}.before-{before}";
        var draft = final + ".draft";
        File.Delete(draft);
        using (var source = new SqliteConnection(context.Database.GetConnectionString()))
        using (var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = draft, Pooling = false }.ConnectionString))
        {
            source.Open();
            target.Open();
            source.BackupDatabase(target);
        }
        File.Move(draft, final, overwrite: true);
        return final;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Database backed up to {Backup}")]
        public static partial void BackedUp(ILogger logger, string backup);

        [LoggerMessage(2, LogLevel.Information, "Database {File} brought to schema {Migration}")]
        public static partial void Migrated(ILogger logger, string file, string migration);
    }
}
