using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ModelDeploy.Core;

namespace ModelDeploy.Local.Store;

/// <summary>Why a database file cannot be opened, in words for the person who starts the portal.</summary>
internal static class Refusal
{
    /// <summary>The sentence for this failure, or null when there is none: it says enough itself.</summary>
    public static LocalStoreException? Of(Exception failure, string file) => CauseOf(failure) switch
    {
        SqliteException { SqliteErrorCode: SqliteCodes.Corrupt or SqliteCodes.NotADatabase } or JsonException =>
            Damaged(file, CauseOf(failure).Message, failure),
        CryptographicException => new LocalStoreException(
            $"The secrets in the database {file} cannot be read: the keys beside it are missing, or are not those that they were written with. "
            + "Nothing was changed. Put back the folder of keys from the same backup as the database.", failure),
        SqliteException { SqliteErrorCode: SqliteCodes.Busy or SqliteCodes.Locked } => new LocalStoreException(
            $"The database {file} is locked by another program. Close that program and start again.", failure),
        SqliteException { SqliteErrorCode: SqliteCodes.Full } => new LocalStoreException(
            $"The disk that holds the database {file} is full. Nothing was changed. Free some space and start again.", failure),
        SqliteException or IOException or UnauthorizedAccessException => new LocalStoreException(
            $"The database {file} cannot be opened: {CauseOf(failure).Message}", failure),
        _ => null,
    };

    /// <summary>The file is not what SQLite or this version can read.</summary>
    public static LocalStoreException Damaged(string file, string problem, Exception? cause = null) => new(
        $"The database {file} is damaged ({problem.ReplaceLineEndings(" ")}). Nothing was changed. "
        + "Put back a backup, or move the file away to start with an empty portal.", cause);

    private static Exception CauseOf(Exception failure) =>
        failure is DbUpdateException or StoreUnavailableException && failure.InnerException is { } cause ? CauseOf(cause) : failure;
}
