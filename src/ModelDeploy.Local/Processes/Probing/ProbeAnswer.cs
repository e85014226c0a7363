namespace ModelDeploy.Local.Processes.Probing;

/// <summary>What answered a readiness check.</summary>
/// <param name="Ready">Whether that counts as ready.</param>
/// <param name="What">In words: <c>HTTP 503</c>, <c>connection refused</c>.</param>
internal sealed record ProbeAnswer(bool Ready, string What);
