using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using ModelDeploy.Local.Store;

namespace ModelDeploy.Local.Tests.Store;

/// <summary>A database file as another program sees it.</summary>
internal static class SqliteFile
{
    /// <summary>A connection that the portal's own do not share; whatever it holds, it lets go of when disposed.</summary>
    public static DbConnection Open(string file, string sql = "SELECT 1;")
    {
        using var context = new StoreContext(StoreOptions.For<StoreContext>(file));
        var connection = (DbConnection)Activator.CreateInstance(context.Database.GetDbConnection().GetType())!;
        connection.ConnectionString = $"Data Source={file};Pooling=False";
        connection.Open();
        Run(connection, sql);
        return connection;
    }

    /// <summary>The first value that the statements give.</summary>
    public static object? Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>What SQLite itself says of the whole file: <c>ok</c>, or what is wrong.</summary>
    public static string? Check(string file)
    {
        using var connection = Open(file);
        return (string?)Run(connection, "PRAGMA integrity_check;");
    }
}
