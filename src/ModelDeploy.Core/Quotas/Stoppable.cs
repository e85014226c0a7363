namespace ModelDeploy.Core.Quotas;

/// <summary>A deployment whose stop would free some quota.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DisplayName">Its name.</param>
/// <param name="Frees">What it holds.</param>
public sealed record Stoppable(string Id, string DisplayName, Resources Frees);
