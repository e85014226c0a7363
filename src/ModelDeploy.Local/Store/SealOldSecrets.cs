using Microsoft.EntityFrameworkCore;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Local.Store;

/// <summary>Encrypts what older versions wrote as it was, once, and leaves no page of the file behind that still holds it.</summary>
internal static class SealOldSecrets
{
    private const int Sealed = 1;

    /// <summary>Does it where it was not done yet; the file remembers.</summary>
    public static async Task RunAsync(StoreContext context, SecretCipher secrets, CancellationToken stop)
    {
        if ((await context.Database.SqlQuery<int>($"PRAGMA user_version").ToListAsync(stop))[0] >= Sealed)
            return;
        var deployments = await context.Deployments.AsTracking().ToListAsync(stop);
        foreach (var row in deployments)
            row.Spec = Seal(row.Spec, secrets);
        await foreach (var row in context.Journal.AsTracking().Where(row => EF.Functions.Like(row.Spec, "%\"Secret\":true%")).AsAsyncEnumerable().WithCancellation(stop))
            row.Spec = Seal(row.Spec, secrets);
        await context.SaveChangesAsync(stop);
        if (deployments.Count > 0 || await context.Journal.AnyAsync(stop))
        {
            await context.Database.ExecuteSqlAsync($"VACUUM", stop);
            await context.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)", stop);
        }
        // Last, so that a start that was killed before is followed by one that does all of it again.
        await context.Database.ExecuteSqlAsync($"PRAGMA user_version = 1", stop);
    }

    private static string Seal(string text, SecretCipher secrets)
    {
        var spec = StoreJson.Read<DeploymentSpec>(text);
        return SecretCipher.IsSealed(spec) ? text : StoreJson.Write(secrets.Seal(spec));
    }
}
