using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Identities;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.Protection;

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
    /// <exception cref="StartRefusedException">It cannot be created, or its keys cannot be read by the certificates that are named.</exception>
    public static void AddDataDirectory(this WebApplicationBuilder builder, ModelDeployOptions options)
    {
        CreatePrivate(options.DataDirectory);
        var protection = builder.Services.AddDataProtection().SetApplicationName(ApplicationName);
        var inCluster = options.Store is StoreKind.Kubernetes;
        // Of those in a cluster only portals have keys to keep; the others need no certificate.
        var certificates = inCluster && !options.Takes(Role.Portal) ? new KeyCertificates(null, []) : KeyCertificates.Load(options.Keys, TimeProvider.System);
        certificates.AddTo(protection);
        builder.Services.AddSingleton(certificates);
        builder.Services.AddHostedService<CertificateReminder>();
        if (inCluster && options.Takes(Role.Portal))
        {
            builder.Services.AddOptions<KeyManagementOptions>().Configure<SecretKeyRing, ILogger<ClusterKeys>>(
                (keys, ring, logger) => keys.XmlRepository = new ClusterKeys(ring, certificates, logger));
            return;
        }
        var folder = CreatePrivate(Path.Combine(options.DataDirectory, Keys));
        KeyFiles.Check(folder.FullName, certificates);
        protection.PersistKeysToFileSystem(folder);
    }

    /// <summary>Encrypts the keys that are not yet for the certificate of now. Only for who holds the data directory.</summary>
    /// <exception cref="StartRefusedException">One cannot be read or written.</exception>
    public static void SealKeys(ModelDeployOptions options, ILoggerFactory loggers) =>
        KeyFiles.SealAll(Path.Combine(options.DataDirectory, Keys), KeyCertificates.Load(options.Keys, TimeProvider.System), loggers);

    /// <summary>
    /// What keeps secrets of this machine's database unreadable: the same keys as those of cookies, for another purpose. They are beside
    /// the database, so a backup holds both.
    /// </summary>
    public static SecretCipher CipherOf(ModelDeployOptions options)
    {
        var certificates = KeyCertificates.Load(options.Keys, TimeProvider.System);
        var protector = DataProtectionProvider
            .Create(CreatePrivate(Path.Combine(options.DataDirectory, Keys)), protection => certificates.AddTo(protection.SetApplicationName(ApplicationName)))
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
