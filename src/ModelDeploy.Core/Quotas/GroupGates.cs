using System.Collections.Concurrent;

namespace ModelDeploy.Core.Quotas;

/// <summary>Lets one at a time look at a group's quota and write what follows from it.</summary>
internal sealed class GroupGates
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    /// <summary>Waits for the group's turn; dispose to hand it on.</summary>
    public async Task<IDisposable> EnterAsync(string group, CancellationToken stop)
    {
        var gate = _gates.GetOrAdd(group, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(stop);
        return new Subscription(() => gate.Release());
    }
}
