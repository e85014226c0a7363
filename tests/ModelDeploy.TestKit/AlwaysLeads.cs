using ModelDeploy.Core.Reconciling;

namespace ModelDeploy.TestKit;

/// <summary>Leadership where there is nobody else.</summary>
public sealed class AlwaysLeads : ILeadership
{
    /// <inheritdoc />
    public Task RunWhileLeadingAsync(Func<CancellationToken, Task> lead, CancellationToken stop) => lead(stop);
}
