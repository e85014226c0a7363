namespace ModelDeploy.Core.Logs;

/// <summary>What a viewer of logs holds. Dispose to leave.</summary>
/// <param name="From">Everything from this moment on is in the batches; what is older, <see cref="LogArchive"/> has.</param>
/// <param name="Batches">
/// The backlog and then what comes, for one reader. Ends when the deployment is gone, the viewer may no longer see it,
/// or the portal shuts down.
/// </param>
/// <param name="Leave">Called on disposal.</param>
public sealed record LogSubscription(DateTimeOffset From, IAsyncEnumerable<LogBatch> Batches, Action Leave) : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => Leave();
}
