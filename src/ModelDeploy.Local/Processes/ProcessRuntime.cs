using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Logs;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Local.Processes.Launching;
using ModelDeploy.Local.Processes.Logs;
using ModelDeploy.Local.Processes.Probing;
using ModelDeploy.Local.Processes.Replicas;
using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Local.Processes;

/// <summary>
/// Runs replicas as processes of this machine. Between <see cref="StartAsync"/> and <see cref="StopAsync"/> it keeps every noted
/// workload going; what an earlier portal left running is found again.
/// </summary>
public sealed class ProcessRuntime : IModelRuntime, IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan BeyondGrace = TimeSpan.FromSeconds(15);

    private readonly ProcessRuntimeOptions _options;
    private readonly ILogger<ProcessRuntime> _logger;
    private readonly ReadinessProbe _probe = new();
    private readonly ReplicaTools _tools;
    private readonly ReplicaMeter _meter;
    private readonly Lock _lock = new();
    private readonly Dictionary<DeploymentKey, (DeploymentRunner Runner, Task Loop)> _runners = [];
    private readonly LatestByKey<DeploymentKey, DeploymentKey> _changes = new();
    private readonly CancellationTokenSource _ending = new();
    private volatile bool _started;

    /// <summary>A runtime on this machine; nothing happens before <see cref="StartAsync"/>.</summary>
    public ProcessRuntime(ProcessRuntimeOptions options, TimeProvider clock, ILogger<ProcessRuntime> logger)
    {
        (_options, _logger, _meter) = (options, logger, new ReplicaMeter(clock));
        _tools = new ReplicaTools(
            options, new PortPool(options.Ports), _probe, new SupervisorStarter(options.SupervisorPath),
            new LaunchMarks(options.ReplicasDirectory, clock), HostEnvironment.Inherited(), clock);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> KnownImages => [.. _options.Images.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Finds what is there and begins to keep it. Throws where processes cannot be run this way.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()))
        {
            throw new PlatformNotSupportedException(
                "Models run as processes on Linux and macOS only. On this system, use a cluster (ModelDeploy:Runtime=Kubernetes).");
        }
        Directory.CreateDirectory(_options.ReplicasDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await _tools.Marks.EndAllButAsync(LivingMarks(), cancellationToken);
        lock (_lock)
        {
            foreach (var folder in Directory.EnumerateDirectories(_options.ReplicasDirectory))
                RunnerOf(new DeploymentKey(Path.GetFileName(folder)));
        }
        _started = true;
    }

    /// <summary>
    /// Ends all replicas, in parallel, each with its grace, unless they are to be kept; then stops looking after them. When the
    /// token is cancelled first, the supervisors go on ending them alone.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _started = false;
        var runners = Runners();
        if (!_options.KeepReplicasOnShutdown)
        {
            foreach (var (runner, _) in runners)
                runner.Drain();
            await Task.WhenAll(runners.Select(entry => entry.Loop))
                .WaitAsync(_options.StopGrace + BeyondGrace, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await AbandonAsync();
    }

    /// <summary>Stops looking after replicas and leaves them as they are.</summary>
    public async ValueTask DisposeAsync()
    {
        await AbandonAsync();
        _probe.Dispose();
    }

    /// <inheritdoc />
    public async Task<RuntimeAnswer> ApplyAsync(DeploymentKey key, Workload workload, CancellationToken stop)
    {
        if (!_started)
            return new RuntimeAnswer.Unreachable(NotStarted);
        if (DeploymentIds.WhyInvalid(key.Id) is { } why)
            return new RuntimeAnswer.Rejected(Failures.RuntimeRejected(why));
        if (workload.Replicas > 0 && !_options.Images.ContainsKey(workload.Template.Image))
            return new RuntimeAnswer.Rejected(Failures.ImageNotFound(workload.Template.Image, KnownImages));

        while (true)
        {
            if (workload.Replicas == 0 && Existing(key) is null)
                return new RuntimeAnswer.Accepted();
            DeploymentRunner runner;
            lock (_lock)
                runner = RunnerOf(key);
            if (await runner.ApplyAsync(workload, stop))
                return new RuntimeAnswer.Accepted();
        }
    }

    /// <inheritdoc />
    public async Task<RuntimeAnswer> RemoveAsync(DeploymentKey key, CancellationToken stop)
    {
        if (!_started)
            return new RuntimeAnswer.Unreachable(NotStarted);
        if (Existing(key) is { } runner)
            await runner.RemoveAsync(stop);
        return new RuntimeAnswer.Accepted();
    }

    /// <inheritdoc />
    public async Task<Observation> ObserveAsync(DeploymentKey key, CancellationToken stop)
    {
        if (!_started)
            return Observation.Unknown(NotStarted);
        return Existing(key) is { } runner ? await runner.ObserveAsync(stop) : Observation.Nothing;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<DeploymentKey>> ListAsync(CancellationToken stop)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<DeploymentKey>>(
                [.. _runners.Where(entry => !entry.Value.Runner.IsFinished).Select(entry => entry.Key)]);
        }
    }

    /// <inheritdoc />
    public IAsyncEnumerable<DeploymentKey> WatchAsync(CancellationToken stop) => _changes.ReadAllAsync(stop);

    /// <inheritdoc />
    public Task<IReadOnlyList<ReplicaUsage>> MeasureAsync(DeploymentKey key, CancellationToken stop) =>
        Task.Run(() => _meter.Measure(key, Supervised(key)), stop);

    /// <inheritdoc />
    public Task<IReadOnlyList<LogSource>> ListLogsAsync(DeploymentKey key, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<LogSource>>(
            [.. DirectoryOf(key).Replicas()
                .Where(replica => Directory.Exists(replica.Files.LogDirectory))
                .Select(replica => new LogSource(replica.Name, replica.IsLive))
                .OrderByDescending(source => source.Live)
                .ThenBy(source => source.Replica, StringComparer.Ordinal)]);

    /// <inheritdoc />
    public IAsyncEnumerable<LogLine> FollowLogAsync(DeploymentKey key, string replica, int tail, LogPosition? after, CancellationToken stop)
    {
        var directory = DirectoryOf(key).Replicas().FirstOrDefault(existing => existing.Name == replica);
        return directory is null
            ? AsyncEnumerable.Empty<LogLine>()
            : new ReplicaLogTail(directory, _tools.Clock).FollowAsync(tail, after, stop);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<LogLine> ReadLogAsync(DeploymentKey key, string replica, LogReading reading, CancellationToken stop)
    {
        var directory = DirectoryOf(key).Replicas().FirstOrDefault(existing => existing.Name == replica);
        return directory is null ? AsyncEnumerable.Empty<LogLine>() : new ReplicaLogHistory(directory).ReadAsync(reading, stop);
    }

    private const string NotStarted = "the process runtime is not running";

    /// <summary>The marks of launches whose end has not been dealt with; their runners find out what became of them.</summary>
    private HashSet<string> LivingMarks() =>
    [
        .. Directory.EnumerateDirectories(_options.ReplicasDirectory)
            .SelectMany(folder => new DeploymentDirectory(folder, _options.Secrets).Replicas())
            .Select(replica => replica.ReadRecord())
            .OfType<ReplicaRecord>()
            .Where(record => record is { Attempting: true, Mark: not null })
            .Select(record => record.Mark!),
    ];

    private DeploymentDirectory DirectoryOf(DeploymentKey key) => new(Path.Combine(_options.ReplicasDirectory, Path.GetFileName(key.Id)), _options.Secrets);

    private IEnumerable<(string Replica, ProcessIdentity Supervisor)> Supervised(DeploymentKey key)
    {
        foreach (var replica in DirectoryOf(key).Replicas())
        {
            if (replica.Files.ReadState() is { } state)
                yield return (replica.Name, state.Supervisor);
        }
    }

    private DeploymentRunner? Existing(DeploymentKey key)
    {
        lock (_lock)
            return _runners.TryGetValue(key, out var entry) && !entry.Runner.IsFinished ? entry.Runner : null;
    }

    private List<(DeploymentRunner Runner, Task Loop)> Runners()
    {
        lock (_lock)
            return [.. _runners.Values];
    }

    /// <summary>The runner of the key, started if there is none. Call under the lock.</summary>
    private DeploymentRunner RunnerOf(DeploymentKey key)
    {
        if (_runners.TryGetValue(key, out var entry) && !entry.Runner.IsFinished)
            return entry.Runner;
        var runner = new DeploymentRunner(key, DirectoryOf(key), _tools, changed => _changes.Post(changed, changed), _logger);
        _runners[key] = (runner, Task.Run(() => runner.RunAsync(_ending.Token)));
        return runner;
    }

    private async Task AbandonAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(Runners().Select(entry => entry.Loop)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
