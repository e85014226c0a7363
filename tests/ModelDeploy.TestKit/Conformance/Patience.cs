namespace ModelDeploy.TestKit.Conformance;

/// <summary>
/// Ends what would hang the run instead of failing it; no test needs it to pass. It begins with the first use, as a test may have to wait
/// for its turn before that.
/// </summary>
internal sealed class Patience : IDisposable
{
    private readonly Lazy<CancellationTokenSource> _source = new(() => new CancellationTokenSource(TimeSpan.FromMinutes(1)));

    /// <summary>Cancelled when it has run out.</summary>
    public CancellationToken Token => _source.Value.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        if (_source.IsValueCreated)
            _source.Value.Dispose();
    }
}
