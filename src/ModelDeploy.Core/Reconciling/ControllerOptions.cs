namespace ModelDeploy.Core.Reconciling;

/// <summary>How the controller works.</summary>
public sealed record ControllerOptions
{
    /// <summary>How many deployments have a pass at once. More help where a pass waits for answers from elsewhere.</summary>
    public int Workers { get; init; } = 4;
}
