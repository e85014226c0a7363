using Microsoft.Data.Sqlite;

namespace ModelDeploy.Local.Store;

/// <summary>Copies a database file as SQLite sees it, the write-ahead log included, while others may write it.</summary>
internal static class StoreCopy
{
    /// <summary>Makes the copy, for its owner alone. It bears its name only once it is whole and has passed SQLite's full check.</summary>
    /// <exception cref="LocalStoreException">The source cannot be read or is damaged, or the copy cannot be written; there is none then.</exception>
    public static void Make(string file, string copy)
    {
        var draft = copy + ".draft";
        try
        {
            File.Delete(draft);
            CreateEmpty(draft);
            using (var target = Open(draft))
            {
                using (var source = Open(file))
                    source.BackupDatabase(target);
                if (Check(target) is not "ok" and var problem)
                    throw Refusal.Damaged(file, problem);
            }
            File.Move(draft, copy, overwrite: true);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new LocalStoreException(
                $"The database {file} cannot be copied to {copy}: {failure.Message.TrimEnd('.')}. Nothing was changed.", failure);
        }
        finally
        {
            foreach (var rest in (ReadOnlySpan<string>)[draft, draft + "-wal", draft + "-shm", draft + "-journal"])
                File.Delete(rest);
        }
    }

    /// <summary>Makes an empty file itself where there is none, since SQLite would make it readable for everybody; its side files take over the mode.</summary>
    public static void CreateEmpty(string file)
    {
        if (File.Exists(file))
            return;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var created = new FileStream(file, options);
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(StoreOptions.ConnectionString(file) + ";Pooling=False");
        connection.Open();
        return connection;
    }

    private static string Check(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(1);";
        return (string)command.ExecuteScalar()!;
    }
}
