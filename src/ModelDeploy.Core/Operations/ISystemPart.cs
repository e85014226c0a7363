namespace ModelDeploy.Core.Operations;

/// <summary>A part of the portal that can say how it is. Store, runtime and the like register one each.</summary>
public interface ISystemPart
{
    /// <summary>Looks and tells. Quick, and never throws for what is wrong: that is its answer.</summary>
    Task<SystemPart> DescribeAsync(CancellationToken stop);
}
