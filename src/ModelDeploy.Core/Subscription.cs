namespace ModelDeploy.Core;

/// <summary>Something that ends once when it is disposed.</summary>
public sealed class Subscription(Action end) : IDisposable
{
    private Action? _end = end;

    /// <inheritdoc />
    public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
}
