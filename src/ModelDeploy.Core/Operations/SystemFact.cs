namespace ModelDeploy.Core.Operations;

/// <summary>Something that whoever keeps the portal running wants to know, in words.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Value">How it is now.</param>
public sealed record SystemFact(string Name, string Value);
