namespace ModelDeploy.Portal.Manifests;

/// <summary>The text is no document that can be read on from; reading ends here.</summary>
internal sealed class ManifestRefusedException(int line, string message) : Exception(message)
{
    /// <summary>What to tell.</summary>
    public ManifestError Error => new(line, Message);
}
