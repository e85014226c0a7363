using ModelDeploy.Local.Store;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Setup;

/// <summary><c>--backup &lt;folder&gt;</c>: a copy of what must not be lost, also while a portal runs. The copy is a data directory itself.</summary>
public static class BackUp
{
    /// <summary>Makes the copy and prints where it is. The folder gets its name only once the copy is whole.</summary>
    /// <exception cref="StartRefusedException">The folder is there already or cannot be written, or there is no sound database.</exception>
    public static async Task RunAsync(ModelDeployOptions options, string folder)
    {
        if (options.Store is StoreKind.Kubernetes)
            throw new StartRefusedException("With Store Kubernetes everything lies in the cluster: back up its etcd, or the objects of the namespace.");
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Path.Exists(target))
            throw new StartRefusedException($"{target} exists already. Name a folder that does not, so that no backup is overwritten.");
        var draft = target + ".draft";
        try
        {
            Clear(draft);
            CreatePrivate(draft);
            LocalStore.BackUp(options.DataDirectory, draft);
            CopyKeys(options.DataDirectory, draft);
            Directory.Move(draft, target);
        }
        catch (Exception failure) when (failure is LocalStoreException or IOException or UnauthorizedAccessException)
        {
            Clear(draft);
            throw new StartRefusedException($"There is no backup at {target}. {failure.Message}", failure);
        }
        await Console.Out.WriteLineAsync($"Backed up {options.DataDirectory} to {target}");
    }

    /// <summary>Without them nobody stays signed in after a restore, and no secret can be read. After the database: whatever key it was written with is there by then.</summary>
    private static void CopyKeys(string from, string to)
    {
        var keys = Path.Combine(from, DataDirectorySetup.Keys);
        if (!Directory.Exists(keys))
            return;
        var copies = Path.Combine(to, DataDirectorySetup.Keys);
        CreatePrivate(copies);
        foreach (var key in Directory.EnumerateFiles(keys, "*.xml"))
            File.Copy(key, Path.Combine(copies, Path.GetFileName(key)));
    }

    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, DataDirectorySetup.OwnerOnly);
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
