using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ModelDeploy.Core;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Local.Store;

/// <summary>The database of this machine: where it lies, how large it is, and whether it takes writes.</summary>
internal sealed class StorePart(LocalStore store, StoreDatabase database) : ISystemPart
{
    /// <inheritdoc />
    public async Task<SystemPart> DescribeAsync(CancellationToken stop)
    {
        var file = new FileInfo(Path.Combine(store.Directory, StoreDatabase.FileName));
        var log = new FileInfo(file.FullName + "-wal");
        return new SystemPart("Store", await ProblemAsync(stop),
        [
            new("Kind", "SQLite, for one machine"),
            new("File", file.FullName),
            new("Size", $"{SizeOf(file)}, and {SizeOf(log)} of write-ahead log"),
            new("Free on its disk", Amounts.Memory(new DriveInfo(store.Directory).AvailableFreeSpace)),
            .. await CountsAsync(stop),
        ]);
    }

    private async Task<string?> ProblemAsync(CancellationToken stop)
    {
        try
        {
            await store.ProbeAsync(stop);
            return null;
        }
        catch (StoreUnavailableException trouble)
        {
            return trouble.Message;
        }
    }

    private async Task<IReadOnlyList<SystemFact>> CountsAsync(CancellationToken stop)
    {
        try
        {
            return await database.UseAsync<IReadOnlyList<SystemFact>>(async context =>
            [
                new("Schema", (await context.Database.GetAppliedMigrationsAsync(stop)).Last()),
                new("Changes in the journal", (await context.Journal.CountAsync(stop)).ToString("N0", CultureInfo.InvariantCulture)),
            ]);
        }
        catch (StoreUnavailableException)
        {
            return [];
        }
    }

    private static string SizeOf(FileInfo file) => Amounts.Memory(file.Exists ? file.Length : 0);
}
