using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Operations;

/// <summary>Tells system administrators how the portal's parts are.</summary>
public sealed class SystemReader(IEnumerable<ISystemPart> parts)
{
    /// <summary>Every part as it is now, in the order of their registration; null when the viewer may not know.</summary>
    public async Task<IReadOnlyList<SystemPart>?> ReadAsync(Viewer by, CancellationToken stop) =>
        Access.MayAdminister(by) ? await Task.WhenAll(parts.Select(part => part.DescribeAsync(stop))) : null;
}
