namespace ModelDeploy.Portal.Components.Deployments.Grid.Listing;

/// <summary>A fact about a deployment that the table has a column for, in the table's order.</summary>
public enum GridColumn
{
    /// <summary>Name and id.</summary>
    Name,

    /// <summary>The phase, and why it failed.</summary>
    Status,

    /// <summary>The owning group.</summary>
    Group,

    /// <summary>Replicas ready of those wanted.</summary>
    Replicas,

    /// <summary>The image.</summary>
    ModelImage,

    /// <summary>The instance type.</summary>
    InstanceType,

    /// <summary>Where it is called.</summary>
    Endpoint,

    /// <summary>Free facts.</summary>
    Metadata,

    /// <summary>When it was changed last, and by whom.</summary>
    LastUpdated,

    /// <summary>When it was made, and by whom.</summary>
    Created,
}
