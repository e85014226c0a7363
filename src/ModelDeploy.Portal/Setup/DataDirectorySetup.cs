using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Identities;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Setup;

/// <summary>The directory that holds everything the portal keeps on this machine.</summary>
public static class DataDirectorySetup
{
    /// <summary>The folder of the keys that protect cookies and secrets, in the data directory.</summary>
    public const string Keys = "keys";

    private const string ApplicationName = "ModelDeploy";

    /// <summary>The mode of everything that only the portal's user may enter.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Creates the directory for its owner only, and keeps the keys in it that protect cookies and secrets; where several portals share a cluster, it
    /// keeps them.
    /// </summary>
    /// <exception cref="StartRefusedException">It cannot be created.</exception>
    public static void AddDataDirectory(this WebApplicationBuilder builder, ModelDeployOptions options)
    {
        CreatePrivate(options.DataDirectory);
        var protection = builder.Services.AddDataProtection().SetApplicationName(ApplicationName);
        if (options.Store is StoreKind.Kubernetes && options.Takes(Role.Portal))
            builder.Services.AddOptions<KeyManagementOptions>().Configure<SecretKeyRing>((keys, ring) => keys.XmlRepository = new ClusterKeys(ring));
        else
            protection.PersistKeysToFileSystem(CreatePrivate(Path.Combine(options.DataDirectory, Keys)));
    }

    /// <summary>
    /// What keeps secrets of this machine's database unreadable: the same keys as those of cookies, for another purpose. They are beside
    /// the database, so a backup holds both.
    /// </summary>
    public static SecretCipher CipherOf(ModelDeployOptions options)
    {
        var protector = DataProtectionProvider
            .Create(CreatePrivate(Path.Combine(options.DataDirectory, Keys)), protection => protection.SetApplicationName(ApplicationName))
            .CreateProtector("ModelDeploy.Secrets.v1");
        return new SecretCipher(protector.Protect, protector.Unprotect);
    }

    private static DirectoryInfo CreatePrivate(string path)
    {
        try
        {
            return OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerOnly);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"{ModelDeployOptions.Section}:DataDirectory: {path} cannot be created. {failure.Message}", failure);
        }
    }
}
