namespace ModelDeploy.Kubernetes.Client;

/// <summary>Anything that the API server keeps.</summary>
public abstract record ApiObject
{
    /// <summary>What every object has.</summary>
    public required ObjectMeta Metadata { get; init; }

    /// <summary>Its namespace and name.</summary>
    public ObjectName Name => new(Metadata.Namespace ?? "", Metadata.Name);
}
