using Microsoft.Data.Sqlite;
using ModelDeploy.Core;

namespace ModelDeploy.Local.Store;

/// <summary>
/// Why the open database cannot be read or written, in words for whoever pressed a button. No path: people who deploy models
/// may read it. SQLite took the whole transaction back.
/// </summary>
internal static class StoreTrouble
{
    /// <summary>The trouble that this failure means, or null when it is none of the database's.</summary>
    public static StoreUnavailableException? Of(Exception failure) =>
        (failure as SqliteException ?? failure.InnerException as SqliteException) is { } fault ? new(Words(fault.SqliteErrorCode), failure) : null;

    /// <summary>Too many writers wait for a file that somebody has locked.</summary>
    public static StoreUnavailableException Busy() => new(Words(SqliteCodes.Busy));

    private static string Words(int code) => code switch
    {
        SqliteCodes.Full => StoreTexts.DiskFull,
        SqliteCodes.Busy or SqliteCodes.Locked => StoreTexts.Locked,
        SqliteCodes.Corrupt or SqliteCodes.NotADatabase => StoreTexts.Damaged,
        _ => StoreTexts.Unusable,
    };
}
