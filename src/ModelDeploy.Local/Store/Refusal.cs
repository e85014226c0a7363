using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ModelDeploy.Local.Store;

/// <summary>Why a database file cannot be opened, in words for the person who starts the portal.</summary>
internal static class Refusal
{
    private const int SqliteBusy = 5;
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    /// <summary>The sentence for this failure, or null when there is none: it says enough itself.</summary>
    public static LocalStoreException? Of(Exception failure, string file) => (failure.InnerException as SqliteException ?? failure) switch
    {
        SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase } or JsonException => Damaged(file, failure.Message, failure),
        SqliteException { SqliteErrorCode: SqliteBusy } => new LocalStoreException(
            $"The database {file} is locked by another program. Close that program and start again.", failure),
        SqliteException or IOException or UnauthorizedAccessException => new LocalStoreException(
            $"The database {file} cannot be opened: {failure.Message}", failure),
        _ => null,
    };

    /// <summary>The file is not what SQLite or this version can read.</summary>
    public static LocalStoreException Damaged(string file, string problem, Exception? cause = null) => new(
        $"The database {file} is damaged ({problem}). Nothing was changed. "
        + "Put back a backup, or move the file away to start with an empty portal.", cause);
}
