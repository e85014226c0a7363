namespace ModelDeploy.Portal.Exports;

/// <summary>A history as a file.</summary>
/// <param name="DeploymentId">Whose.</param>
/// <param name="ExportedAt">When it was read, UTC.</param>
/// <param name="Revisions">Every change, newest first.</param>
public sealed record ExportedHistory(string DeploymentId, DateTimeOffset ExportedAt, IAsyncEnumerable<ExportedRevision> Revisions);
