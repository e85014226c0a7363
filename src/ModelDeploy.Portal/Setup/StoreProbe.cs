namespace ModelDeploy.Portal.Setup;

/// <summary>How to find out whether the open store works.</summary>
/// <param name="Place">Where it is, for the log.</param>
/// <param name="RunAsync">Throws <see cref="Core.StoreUnavailableException"/> when it does not.</param>
public sealed record StoreProbe(string Place, Func<CancellationToken, Task> RunAsync);
