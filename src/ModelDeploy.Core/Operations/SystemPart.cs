namespace ModelDeploy.Core.Operations;

/// <summary>One part of the portal as it is now.</summary>
/// <param name="Name">The part's name.</param>
/// <param name="Problem">What is wrong with it, as a sentence; null when nothing is.</param>
/// <param name="Facts">What there is to know, the most important first.</param>
public sealed record SystemPart(string Name, string? Problem, IReadOnlyList<SystemFact> Facts);
