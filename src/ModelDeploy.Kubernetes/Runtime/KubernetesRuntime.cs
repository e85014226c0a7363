using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Logs;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Children;
using ModelDeploy.Kubernetes.Runtime.Diagnosing;
using ModelDeploy.Kubernetes.Runtime.Logs;
using ModelDeploy.Kubernetes.Runtime.Observing;
using ModelDeploy.Kubernetes.Runtime.Usage;

namespace ModelDeploy.Kubernetes.Runtime;

/// <summary>
/// Runs replicas as pods: a Deployment, a Service and, where callers come by one, an Ingress for each deployment. What is changed or
/// deleted by hand comes back. It knows the cluster while <see cref="RunAsync"/> runs.
/// </summary>
public sealed class KubernetesRuntime : IModelRuntime
{
    private static readonly TimeSpan ListingPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(15);

    private readonly ApiClient _client;
    private readonly KubernetesOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ClusterView _view;
    private readonly ChildWriter _writer;
    private readonly EvidenceReader _evidence;
    private readonly IngressReader _ingresses;
    private readonly NodeMeter _meter;
    private readonly LatestByKey<DeploymentKey, DeploymentKey> _changes = new();
    private readonly ConcurrentDictionary<DeploymentKey, DateTimeOffset> _lookAgain = new();

    /// <summary>A runtime in the namespace of the options; nothing is known before <see cref="RunAsync"/>.</summary>
    public KubernetesRuntime(ApiClient client, KubernetesOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        (_client, _options, _clock) = (client, options, clock);
        _logger = loggers.CreateLogger<KubernetesRuntime>();
        _evidence = new EvidenceReader(client, options.Namespace, clock);
        _ingresses = new IngressReader(client, options.Namespace, clock);
        _view = new ClusterView(client, options, clock, _logger) { OnChange = key => _changes.Post(key, key), OnPodGone = _evidence.Forget };
        _writer = new ChildWriter(client, _view, options);
        _meter = new NodeMeter(client, clock);
    }

    /// <summary>Nodes pull from registries: every image may be there.</summary>
    public IReadOnlyList<string> KnownImages => [];

    /// <summary>Why the pods cannot be followed, in words; null while they are.</summary>
    public string? Trouble => _view.Trouble;

    /// <summary>Follows the cluster until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] loops = [_view.RunAsync(together.Token), TellThoseDueAsync(together.Token)];
        var first = await Task.WhenAny(loops);
        await together.CancelAsync();
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stop.IsCancellationRequested)
            await first; // a loop that ends by itself has failed
    }

    /// <inheritdoc />
    public async Task<RuntimeAnswer> ApplyAsync(DeploymentKey key, Workload workload, CancellationToken stop)
    {
        if (_view.Trouble is { } trouble)
            return new RuntimeAnswer.Unreachable(trouble);
        var answer = await _writer.ApplyAsync(key, workload, stop);
        if (answer is RuntimeAnswer.Rejected)
            LookAgain(key, _clock.GetUtcNow() + AfterRefusal); // its cause may go without anything of ours changing
        return answer;
    }

    /// <inheritdoc />
    public async Task<RuntimeAnswer> RemoveAsync(DeploymentKey key, CancellationToken stop) =>
        _view.Trouble is { } trouble ? new RuntimeAnswer.Unreachable(trouble) : await _writer.RemoveAsync(key, stop) ?? new RuntimeAnswer.Accepted();

    /// <inheritdoc />
    public async Task<Observation> ObserveAsync(DeploymentKey key, CancellationToken stop)
    {
        if (_view.Trouble is { } trouble)
            return Observation.Unknown(trouble);
        var objects = _view.Of(key);
        await Task.WhenAll(_evidence.RefreshAsync(objects.Pods, _view.StoryOf, stop), _ingresses.RefreshAsync(key, objects, stop));
        var now = _clock.GetUtcNow();
        if (ClusterObservation.LookAgainAt(objects, now, _ingresses.Of(key)) is { } at)
            LookAgain(key, at);
        return ClusterObservation.Of(objects, _view.StoryOf, _evidence.Of, now, _ingresses.Of(key));
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<DeploymentKey>> ListAsync(CancellationToken stop)
    {
        // Who may not list pods, say, must not wait for ever: each deployment then tells it.
        await Task.WhenAny(_view.Synced, Task.Delay(ListingPatience, _clock, stop));
        stop.ThrowIfCancellationRequested();
        return _view.Keys;
    }

    /// <inheritdoc />
    public IAsyncEnumerable<DeploymentKey> WatchAsync(CancellationToken stop) => _changes.ReadAllAsync(stop);

    /// <inheritdoc />
    public Task<IReadOnlyList<ReplicaUsage>> MeasureAsync(DeploymentKey key, CancellationToken stop) => _meter.MeasureAsync(_view.Of(key).Pods, stop);

    /// <inheritdoc />
    public Task<IReadOnlyList<LogSource>> ListLogsAsync(DeploymentKey key, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<LogSource>>(
            [.. _view.PodsOf(key)
                .Where(pod => pod.Model is { } model && (model.ContainerID ?? model.LastState?.Terminated?.ContainerID) is not null)
                .Select(pod => new LogSource(pod.Metadata.Name, Live: !pod.IsOver))
                .OrderByDescending(source => source.Live)
                .ThenBy(source => source.Replica, StringComparer.Ordinal)]);

    /// <inheritdoc />
    public IAsyncEnumerable<LogLine> FollowLogAsync(DeploymentKey key, string replica, int tail, LogPosition? after, CancellationToken stop) =>
        LogOf(key, replica).FollowAsync(tail, after, stop);

    /// <inheritdoc />
    public IAsyncEnumerable<LogLine> ReadLogAsync(DeploymentKey key, string replica, LogReading reading, CancellationToken stop) =>
        LogOf(key, replica).ReadAsync(reading, stop);

    private PodLog LogOf(DeploymentKey key, string replica) =>
        new(_client, _options.Namespace, replica, () => _view.PodsOf(key).FirstOrDefault(pod => pod.Metadata.Name == replica), _clock);

    private void LookAgain(DeploymentKey key, DateTimeOffset at) => _lookAgain.AddOrUpdate(key, at, (_, known) => at < known ? at : known);

    /// <summary>What changes with time alone, or by events that nobody sends us, is looked at again.</summary>
    private async Task TellThoseDueAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(BetweenLooks, _clock);
        while (await timer.WaitForNextTickAsync(stop))
        {
            var now = _clock.GetUtcNow();
            foreach (var due in _lookAgain.Where(entry => entry.Value <= now))
            {
                if (_lookAgain.TryRemove(due))
                    _changes.Post(due.Key, due.Key);
            }
        }
    }
}
