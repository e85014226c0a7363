namespace ModelDeploy.Kubernetes;

/// <summary>Names of labels and annotations, and the values that never vary.</summary>
internal static class Labels
{
    /// <summary>Who writes: the field manager of server-side apply and the value of <see cref="ManagedBy"/>.</summary>
    public const string Manager = "modeldeploy";

    /// <summary>On everything that we make.</summary>
    public const string ManagedBy = "app.kubernetes.io/managed-by";

    /// <summary>On children and pods of deployments.</summary>
    public const string App = "app";

    /// <summary>The value of <see cref="App"/>.</summary>
    public const string AppOfDeployments = "primehub-deployment";

    /// <summary>The value of <see cref="App"/> on pods that an older PrimeHub made.</summary>
    public const string AppOfOldPods = "primehub-group";

    /// <summary>On children and pods: the deployment's id.</summary>
    public const string Deployment = "primehub.io/phdeployment";

    /// <summary>On children and pods: the group, escaped as PrimeHub does. On a pull secret: the name of the group that may use it.</summary>
    public const string Group = "primehub.io/group";

    /// <summary>On pods: the hash of the template that they were made from.</summary>
    public const string Template = "modeldeploy.io/template";

    /// <summary>On a PhDeployment, an annotation: who made which change, written together with the spec.</summary>
    public const string Change = "modeldeploy.io/change";

    /// <summary>On a PhDeployment, an annotation: that it is being deleted, and by whom.</summary>
    public const string Deletion = "modeldeploy.io/deletion";

    /// <summary>On the Lease of the controllers, an annotation: the holder, once it has looked at every deployment.</summary>
    public const string Looked = "modeldeploy.io/looked";

    /// <summary>On the Lease of the controllers, an annotation: the holder, since when its passes fail, and why; only while they do.</summary>
    public const string Trouble = "modeldeploy.io/trouble";

    /// <summary>On a PhDeploymentChange: the uid of its deployment.</summary>
    public const string Uid = "modeldeploy.io/uid";

    /// <summary>On our Secrets: what they are for (<c>account</c>, <c>link</c>, <c>env</c>, <c>keys</c>).</summary>
    public const string Purpose = "modeldeploy.io/purpose";
}
