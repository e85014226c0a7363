namespace ModelDeploy.Core.Quotas;

/// <summary>What a group may use at once. In every field null is unlimited and 0 is none.</summary>
/// <param name="Cpu">Cores.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="Gpu">Whole devices.</param>
/// <param name="MaxDeployments">How many deployments may hold a grant at once.</param>
public sealed record Quota(decimal? Cpu, long? Memory, int? Gpu, int? MaxDeployments)
{
    /// <summary>No limit in any resource.</summary>
    public static Quota Unlimited { get; } = new(null, null, null, null);
}
