namespace ModelDeploy.Portal.Manifests;

/// <summary>Words that the reader and the writer of manifests share.</summary>
public static class ManifestShape
{
    /// <summary>Group and version of the custom resource.</summary>
    public const string ApiVersion = "primehub.io/v1alpha1";

    /// <summary>Its kind.</summary>
    public const string Kind = "PhDeployment";

    /// <summary>Stands for the value of a secret, which is never written; read back, it keeps the value that is stored.</summary>
    public const string KeptSecret = "(unchanged)";
}
