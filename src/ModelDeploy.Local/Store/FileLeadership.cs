using ModelDeploy.Core.Reconciling;

namespace ModelDeploy.Local.Store;

/// <summary>
/// Leads from the start. Only an open <see cref="LocalStore"/> hands it out, and that holds the data directory's lock until
/// the process ends: there is nobody to wait for and nothing to lose.
/// </summary>
internal sealed class FileLeadership : ILeadership
{
    /// <inheritdoc />
    public async Task RunWhileLeadingAsync(Func<CancellationToken, Task> lead, CancellationToken stop)
    {
        try
        {
            await lead(stop);
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop: the one way to end.
        }
    }
}
