using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using ModelDeploy.Compat;
using SQLitePCL;

namespace ModelDeploy.Local.Store;

/// <summary>How the database file is opened, the same everywhere.</summary>
internal static class StoreOptions
{
    private const int NoCheckpointOnClose = 1006; // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE

    /// <summary>How long a command waits for another process (a sign-in link being printed, somebody's sqlite3 shell).</summary>
    private const int BusySeconds = 5;

    /// <summary>Options for the file, which must exist. Queries do not track.</summary>
    public static DbContextOptions<TContext> For<TContext>(string file) where TContext : DbContext =>
        new DbContextOptionsBuilder<TContext>()
            .UseSqlite(ConnectionString(file))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(new Durable())
            .Options;

    /// <summary>Closes the pooled connections to the file, so that nothing of this process holds it any more.</summary>
    public static void Release(string file)
    {
        using var connection = new SqliteConnection(ConnectionString(file));
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>
    /// Whether closing this context's connection leaves SQLite's write-ahead log as it is, instead of writing it into the database.
    /// The context must be open.
    /// </summary>
    public static void KeepLogOnClose(DbContext context, bool keep) =>
        raw.sqlite3_db_config(SqliteCompat.HandleOf(context.Database.GetDbConnection()), NoCheckpointOnClose, keep ? 1 : 0, out _);

    /// <summary>How to reach the file, which must exist.</summary>
    public static string ConnectionString(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = SqliteOpenMode.ReadWrite,
        ForeignKeys = true,
        DefaultTimeout = BusySeconds,
    }.ConnectionString;

    /// <summary>
    /// A commit returns when the disk has it: whoever was told that a change is accepted finds it again after a power cut.
    /// <c>fullfsync</c> is macOS' way to mean it and does nothing elsewhere.
    /// </summary>
    private sealed class Durable : DbConnectionInterceptor
    {
        private const string Pragmas = "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
