namespace ModelDeploy.Core.Reconciling;

/// <summary>Makes sure that exactly one controller acts: a file lock on one machine, a Lease in a cluster.</summary>
public interface ILeadership
{
    /// <summary>
    /// Waits until this process leads, runs <paramref name="lead"/>, and cancels its token the moment leadership is lost;
    /// then waits again. Returns when <paramref name="stop"/> is cancelled and <paramref name="lead"/> has returned.
    /// </summary>
    Task RunWhileLeadingAsync(Func<CancellationToken, Task> lead, CancellationToken stop);
}
