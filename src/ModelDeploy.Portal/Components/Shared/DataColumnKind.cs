namespace ModelDeploy.Portal.Components.Shared;

/// <summary>What a column of a table is for; also the class of its cells.</summary>
public static class DataColumnKind
{
    /// <summary>Says which row it is.</summary>
    public const string RowHeader = "row-header";

    /// <summary>Says something about the row.</summary>
    public const string Value = "row-value";

    /// <summary>Holds what can be done with the row; its title is only spoken.</summary>
    public const string Actions = "row-actions";
}
