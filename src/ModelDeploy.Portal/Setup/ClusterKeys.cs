using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using ModelDeploy.Kubernetes.Identities;

namespace ModelDeploy.Portal.Setup;

/// <summary>The keys that protect cookies and forms, as the framework asks for them, in the cluster.</summary>
internal sealed class ClusterKeys(SecretKeyRing ring) : IXmlRepository
{
    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements() => [.. Wait(() => ring.ReadAsync(CancellationToken.None)).Select(XElement.Parse)];

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName) => Wait(async () =>
    {
        await ring.AddAsync($"{friendlyName}.xml", element.ToString(SaveOptions.DisableFormatting), CancellationToken.None);
        return true;
    });

    // The framework's contract is to block: at the start, when a key is made, and once a day. On the thread pool, so that no context is waited for.
    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
