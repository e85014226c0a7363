using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ModelDeploy.Compat;

/// <summary>
/// Lets Microsoft.Data.Sqlite, which was built against SQLitePCLRaw 2.1, run on 2.0.6, and chooses the native library:
/// the system's where there is one, since it gets security updates, else the one that was built with us.
/// Sqlite.targets says when this goes away. Missing on this way: loading SQLite extensions.
/// </summary>
internal static class SqliteCompat
{
    private const string SystemLibrary = "libsqlite3.so.0";

    /// <summary>The library that was built with us for this platform. Named by hand: a distribution's own .NET reports a platform of its own.</summary>
    internal static string BundledLibrary
    {
        get
        {
            var musl = RuntimeInformation.RuntimeIdentifier is var platform && (platform.Contains("musl") || platform.Contains("alpine")) ? "-musl" : "";
            var (system, extension) = OperatingSystem.IsMacOS() ? ("osx", "dylib") : ("linux" + musl, "so");
            var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
            return Path.Combine(AppContext.BaseDirectory, "runtimes", $"{system}-{architecture}", "native", $"libe_sqlite3.{extension}");
        }
    }

#pragma warning disable CA2255 // It must run before Microsoft.Data.Sqlite is loaded, whoever touches the assembly first.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Initialize()
    {
        AssemblyLoadContext.Default.Resolving += static (_, name) =>
            name.Name == "SQLitePCLRaw.core" ? typeof(SQLitePCL.raw).Assembly : null;
        NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, static (name, _, _) =>
            name != "e_sqlite3" ? IntPtr.Zero
            : NativeLibrary.TryLoad(SystemLibrary, out var library) ? library
            : NativeLibrary.Load(BundledLibrary));
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
    }

    /// <summary>The open connection as SQLitePCLRaw knows it. Its property cannot be named at compile time, where it is of the other version.</summary>
    internal static SQLitePCL.sqlite3 HandleOf(DbConnection connection) =>
        (SQLitePCL.sqlite3)connection.GetType().GetProperty("Handle")!.GetValue(connection)!;
}
