namespace ModelDeploy.Portal.Options;

/// <summary>Where desired state and status live.</summary>
public enum StoreKind
{
    /// <summary>A SQLite file in the data directory.</summary>
    Sqlite,

    /// <summary>Custom resources in a cluster.</summary>
    Kubernetes,
}
