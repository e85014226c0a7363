using ModelDeploy.Core.Texts;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes;

/// <summary>Runs informers and what belongs to them, as long as it is open.</summary>
/// <param name="clock">Waits.</param>
internal sealed class Following(TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _telling = new();
    private readonly List<Task> _running = [];
    private readonly List<InformerBase> _informers = [];

    /// <summary>Why the cluster cannot be followed, as of the first informer that has trouble; null while it is.</summary>
    public InformerTrouble? Trouble => _informers.Select(informer => informer.Trouble).FirstOrDefault(trouble => trouble is not null);

    /// <summary>
    /// Called when the trouble of any informer begins or ends, one after the other: whoever reads <see cref="Trouble"/> in it and passes it on
    /// passes on the newest last.
    /// </summary>
    public Action OnTrouble { get; set; } = static () => { };

    /// <summary>Begins to follow, and waits until everything was listed once.</summary>
    /// <exception cref="ClusterAccessException">The cluster does not answer, refuses, or does not know the kind; it says what to do.</exception>
    public async Task BeginAsync(IReadOnlyList<InformerBase> informers, CancellationToken stop)
    {
        _informers.AddRange(informers);
        foreach (var informer in informers)
        {
            informer.OnTrouble = Tell;
            Run(informer.RunAsync);
        }
        var late = Task.Delay(Patience, clock, stop);
        foreach (var informer in informers)
        {
            var first = await Task.WhenAny(informer.Synced, informer.Refused, late);
            if (first == informer.Synced)
                continue;
            stop.ThrowIfCancellationRequested();
            throw new ClusterAccessException(informer.Trouble is { } trouble
                ? ClusterTrouble.SentenceFor(trouble)
                : ClusterTexts.TooSlow.With(Patience.TotalSeconds, informer.Kind.Plural));
        }
    }

    private void Tell()
    {
        lock (_telling)
            OnTrouble();
    }

    /// <summary>Runs until this is closed.</summary>
    public void Run(Func<CancellationToken, Task> run) => _running.Add(Task.Run(() => run(_closing.Token)));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }
}
