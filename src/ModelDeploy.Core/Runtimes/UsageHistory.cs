namespace ModelDeploy.Core.Runtimes;

/// <summary>What one replica used over the last hour.</summary>
/// <param name="Replica">Its name.</param>
/// <param name="Points">Oldest first.</param>
public sealed record UsageHistory(string Replica, EquatableList<UsagePoint> Points);
