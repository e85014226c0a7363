namespace ModelDeploy.Local.Store.Rows;

/// <summary>The one row about the store itself. Written with the seed: while it is missing, the first start has not finished.</summary>
internal sealed class StateRow
{
    public const int OnlyId = 1;

    public int Id { get; set; } = OnlyId;

    /// <summary>The newest version given to any record. It only grows, so a record that comes back never gets an old version again.</summary>
    public required long LastVersion { get; set; }
}
