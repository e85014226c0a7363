namespace ModelDeploy.Portal.Components.Deployments.Grid.Listing;

/// <summary>How deployments are shown.</summary>
public enum GridView
{
    /// <summary>A card each: colours at a glance.</summary>
    Cards,

    /// <summary>A row each: many at once, to compare.</summary>
    Table,
}
