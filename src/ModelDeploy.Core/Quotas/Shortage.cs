namespace ModelDeploy.Core.Quotas;

/// <summary>Which quota a change does not fit into.</summary>
public enum QuotaResource
{
    /// <summary>Cores.</summary>
    Cpu,

    /// <summary>Bytes of memory.</summary>
    Memory,

    /// <summary>Whole GPUs.</summary>
    Gpu,

    /// <summary>The number of deployments that hold a grant.</summary>
    Deployments,
}

/// <summary>
/// One resource in which a change does not fit. All figures are in the resource's unit (cores, bytes, devices, deployments).
/// </summary>
/// <param name="Resource">Which one.</param>
/// <param name="Wanted">What the change would take.</param>
/// <param name="Used">What others of the group hold.</param>
/// <param name="Limit">The quota.</param>
public sealed record Shortage(QuotaResource Resource, decimal Wanted, decimal Used, decimal Limit)
{
    /// <summary>How much more would be needed; always positive.</summary>
    public decimal Missing => Used + Wanted - Limit;
}
