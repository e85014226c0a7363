namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>
/// Where whatever waits in a story goes on: in order, on the story's own thread, and only when the story says so. That is what lets
/// passes overlap and a seed still tell the same story.
/// </summary>
internal sealed class OneThread : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

    /// <summary>Makes it the current one until disposed.</summary>
    public IDisposable Enter()
    {
        var before = Current;
        SetSynchronizationContext(this);
        return new Entered(before);
    }

    /// <inheritdoc />
    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    /// <summary>Lets the first that waits go on; false when none does.</summary>
    public bool GoOn()
    {
        if (!_posted.TryDequeue(out var first))
            return false;
        first.Callback(first.State);
        return true;
    }

    private sealed class Entered(SynchronizationContext? before) : IDisposable
    {
        public void Dispose() => SetSynchronizationContext(before);
    }
}
