using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using ModelDeploy.Compat;
using ModelDeploy.Local.Store;

namespace ModelDeploy.Local.Tests.Store;

public sealed class SqliteCompatTests
{
    /// <summary>EF Core's SQLite provider reads generated keys with RETURNING, which came with 3.35.</summary>
    private const int OldestThatWorks = 3_035_000;

    private delegate int VersionNumber();

    [Fact]
    public void The_detour_is_still_needed()
    {
        var wanted = Assembly.Load("Microsoft.Data.Sqlite").GetReferencedAssemblies().Single(name => name.Name == "SQLitePCLRaw.core");
        var present = Assembly.Load("SQLitePCLRaw.core").GetName();

        Assert.True(wanted.Version > present.Version, "Both agree now: src/compat/Sqlite.targets says what can go.");
    }

    [Fact]
    public void The_library_that_was_built_with_us_loads_and_is_new_enough()
    {
        var library = NativeLibrary.Load(SqliteCompat.BundledLibrary);

        var version = Marshal.GetDelegateForFunctionPointer<VersionNumber>(NativeLibrary.GetExport(library, "sqlite3_libversion_number"));

        Assert.True(version() >= OldestThatWorks);
    }

    [Fact]
    public async Task The_library_in_use_is_new_enough()
    {
        using var directory = new TempDirectory();
        await File.WriteAllBytesAsync(directory["empty.db"], []);
        await using var context = new StoreContext(StoreOptions.For<StoreContext>(directory["empty.db"]));

        var version = (await context.Database.SqlQuery<string>($"SELECT sqlite_version()").ToListAsync()).Single();

        Assert.True(Version.Parse(version) >= new Version(3, 35));
        StoreOptions.Release(directory["empty.db"]);
    }
}
