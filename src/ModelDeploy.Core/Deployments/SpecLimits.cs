namespace ModelDeploy.Core.Deployments;

/// <summary>Bounds of a spec that an operator can set.</summary>
/// <param name="MaxReplicas">The most replicas that one deployment may want; at least 1.</param>
public sealed record SpecLimits(int MaxReplicas = 100)
{
    /// <summary>The serialised spec's largest size, in bytes.</summary>
    public const int MaxSpecBytes = 32 * 1024;

    /// <summary>The shortest deadline.</summary>
    public static readonly TimeSpan MinDeadline = TimeSpan.FromSeconds(10);

    /// <summary>The longest deadline.</summary>
    public static readonly TimeSpan MaxDeadline = TimeSpan.FromHours(2);
}
