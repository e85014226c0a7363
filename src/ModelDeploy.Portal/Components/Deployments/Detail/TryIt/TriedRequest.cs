namespace ModelDeploy.Portal.Components.Deployments.Detail.TryIt;

/// <summary>A request that was sent, as the browser keeps it.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path and query at the model.</param>
/// <param name="Body">The body; null when it was too long to be kept.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record TriedRequest(DateTimeOffset At, string Method, string Path, string? Body, int Status, long Milliseconds);
