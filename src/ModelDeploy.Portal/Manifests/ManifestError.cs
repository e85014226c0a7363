namespace ModelDeploy.Portal.Manifests;

/// <summary>What is wrong with a manifest, or worth knowing about it.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">One sentence.</param>
public sealed record ManifestError(int Line, string Message);
