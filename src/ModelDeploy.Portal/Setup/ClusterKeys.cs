using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using ModelDeploy.Kubernetes.Identities;
using ModelDeploy.Portal.Protection;

namespace ModelDeploy.Portal.Setup;

/// <summary>The keys that protect cookies and forms, as the framework asks for them, in the cluster.</summary>
internal sealed partial class ClusterKeys(SecretKeyRing ring, KeyCertificates certificates, ILogger<ClusterKeys> logger) : IXmlRepository
{
    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        List<XElement> keys = [.. Wait(() => ring.ReadAsync(CancellationToken.None)).Select(XElement.Parse)];
        // No start is refused for it, as nothing but sign-ins is lost; and another portal may just have got the new certificate first.
        foreach (var key in keys)
        {
            using var needed = KeyElement.SealedFor(key);
            if (needed is not null && certificates.All.All(certificate => certificate.Thumbprint != needed.Thumbprint))
                Unreadable(logger, needed.Subject, needed.Thumbprint);
        }
        return keys;
    }

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName) => Wait(async () =>
    {
        await ring.AddAsync($"{friendlyName}.xml", element.ToString(SaveOptions.DisableFormatting), CancellationToken.None);
        return true;
    });

    [LoggerMessage(Level = LogLevel.Error, Message = "A key of cookies is encrypted for the certificate {Subject} (SHA-1 {Thumbprint}), which ModelDeploy:Keys of this portal does not name: whoever signed in by it signs in again")]
    private static partial void Unreadable(ILogger logger, string subject, string thumbprint);

    // The framework's contract is to block: at the start, when a key is made, and once a day. On the thread pool, so that no context is waited for.
    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
