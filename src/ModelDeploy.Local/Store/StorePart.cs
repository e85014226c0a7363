using Microsoft.EntityFrameworkCore;
using ModelDeploy.Core;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Local.Store;

/// <summary>The database of this machine: where it lies, how large it is, and whether it takes writes.</summary>
internal sealed class StorePart(LocalStore store, StoreDatabase database) : ISystemPart
{
    /// <inheritdoc />
    public async Task<SystemPart> DescribeAsync(CancellationToken stop)
    {
        var file = new FileInfo(Path.Combine(store.Directory, StoreDatabase.FileName));
        var log = new FileInfo(file.FullName + "-wal");
        return new SystemPart(StoreTexts.Store, await ProblemAsync(stop),
        [
            new(StoreTexts.Kind, StoreTexts.KindSqlite),
            new(StoreTexts.File, file.FullName),
            new(StoreTexts.Size, StoreTexts.SizeWithLog.With(SizeOf(file), SizeOf(log))),
            new(StoreTexts.FreeOnDisk, Amounts.Memory(new DriveInfo(store.Directory).AvailableFreeSpace)),
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
                new(StoreTexts.Schema, (await context.Database.GetAppliedMigrationsAsync(stop)).Last()),
                new(StoreTexts.JournalChanges, Phrases.Number(await context.Journal.CountAsync(stop))),
            ]);
        }
        catch (StoreUnavailableException)
        {
            return [];
        }
    }

    private static string SizeOf(FileInfo file) => Amounts.Memory(file.Exists ? file.Length : 0);
}
