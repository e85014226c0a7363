using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Reconciling;

/// <summary>
/// Runs the controller while this process leads: feeds the queue from everything that can change and lets workers take
/// passes from it.
/// </summary>
public sealed partial class ControllerService(
    ILeadership leadership, IDeploymentStore store, ICatalog catalog, IModelRuntime runtime, Reconciler reconciler,
    TimeProvider clock, ILogger<ControllerService> logger, ControllerOptions? options = null) : BackgroundService
{
    private static readonly TimeSpan BetweenFullLooks = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PassingTrouble = TimeSpan.FromSeconds(10);

    private readonly int _workers = (options ?? new ControllerOptions()).Workers;
    private readonly TaskCompletionSource _firstSweep = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Leading? _leading;

    /// <summary>Whether every deployment that was there when this process began to lead has had a pass.</summary>
    public bool FirstSweepDone => _firstSweep.Task.IsCompletedSuccessfully;

    /// <summary>Whether this process leads and every deployment that was there when it began has had a pass.</summary>
    public bool HasLooked => _leading is { Sweep.IsDone: true };

    /// <summary>Since when this process leads, or null when it does not; and how many deployments wait for a pass or have one now.</summary>
    public (DateTimeOffset? LeadsSince, int Waiting) State => _leading is { } leading ? (leading.Since, leading.Queue?.Depth ?? 0) : (null, 0);

    /// <summary>That passes fail here and have done so for a while: a single one is tried again at once and told to nobody. Null when none does.</summary>
    public PassTrouble? Trouble =>
        _leading?.Faults.Current is { } trouble && clock.GetUtcNow() - trouble.Since >= PassingTrouble ? trouble : null;

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        leadership.RunWhileLeadingAsync(LeadAsync, stoppingToken);

    private async Task LeadAsync(CancellationToken leading)
    {
        // What it writes down is for readers of every language: Written.Read says it again in theirs.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Language.English;
        var since = clock.GetUtcNow();
        var faults = new PassFaults(clock);
        while (!leading.IsCancellationRequested)
        {
            _leading = new Leading(since, faults, null, null);
            try
            {
                await ControlAsync(since, faults, leading);
            }
            catch (OperationCanceledException) when (leading.IsCancellationRequested)
            {
            }
            catch (Exception fault)
            {
                Log.Faulted(logger, AfterFault.TotalSeconds, fault);
                await Task.Delay(AfterFault, clock, leading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        _leading = null;
    }

    private async Task ControlAsync(DateTimeOffset since, PassFaults faults, CancellationToken leading)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(leading);
        using var watch = await store.WatchAsync(together.Token);
        var queue = new WorkQueue(clock);
        _leading = new Leading(since, faults, queue, null);
        var sweep = new Sweep([.. watch.Snapshot.Select(deployment => deployment.Key), .. await runtime.ListAsync(together.Token)]);
        _leading = new Leading(since, faults, queue, sweep);
        foreach (var key in sweep.Keys)
            queue.Add(key);
        if (sweep.IsDone)
            _firstSweep.TrySetResult();

        var waiters = new GroupMembers(watch.Snapshot);
        Task[] loops =
        [
            FollowStoreAsync(watch, waiters, queue, together.Token),
            FollowRuntimeAsync(queue, together.Token),
            FollowCatalogAsync(waiters, queue, together.Token),
            LookAtEverythingAsync(waiters, queue, together.Token),
            .. Enumerable.Range(0, _workers).Select(_ => WorkAsync(queue, sweep, faults, together.Token)),
        ];
        var first = await Task.WhenAny(loops);
        await together.CancelAsync();
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private static async Task FollowStoreAsync(DeploymentWatch watch, GroupMembers members, WorkQueue queue, CancellationToken stop)
    {
        await foreach (var change in watch.Changes.WithCancellation(stop))
        {
            queue.Add(change.Key, wanted: members.IsWish(change));
            foreach (var waiter in members.Fold(change))
                queue.Add(waiter);
        }
    }

    private async Task FollowRuntimeAsync(WorkQueue queue, CancellationToken stop)
    {
        await foreach (var key in runtime.WatchAsync(stop))
            queue.Add(key);
    }

    private async Task FollowCatalogAsync(GroupMembers members, WorkQueue queue, CancellationToken stop)
    {
        await foreach (var _ in catalog.WatchAsync(stop))
        {
            foreach (var key in members.NotStopped())
                queue.Add(key);
        }
    }

    /// <summary>A lost event must not be lost for ever.</summary>
    private async Task LookAtEverythingAsync(GroupMembers members, WorkQueue queue, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(BetweenFullLooks, clock);
        while (await timer.WaitForNextTickAsync(stop))
        {
            foreach (var key in members.All())
                queue.Add(key);
        }
    }

    private async Task WorkAsync(WorkQueue queue, Sweep sweep, PassFaults faults, CancellationToken stop)
    {
        while (true)
        {
            var key = await queue.TakeAsync(stop);
            try
            {
                queue.Done(key, await reconciler.RunAsync(key, stop));
                if (faults.Clear(key) is { } lasted)
                    Log.PassesGoOn(logger, lasted.TotalSeconds);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                throw;
            }
            catch (StoreUnavailableException refusal)
            {
                queue.Refused(key);
                if (faults.Note(key, refusal.Message))
                    Log.StoreRefused(logger, key.Id, refusal.Message, refusal.InnerException?.Message);
            }
            catch (Exception fault)
            {
                faults.Note(key, ControllerTexts.UnexpectedFault.With(fault.GetType().Name));
                Log.PassFailed(logger, key.Id, queue.Failed(key).TotalSeconds, fault);
            }
            if (sweep.Finish(key))
                _firstSweep.TrySetResult();
        }
    }

    private sealed record Leading(DateTimeOffset Since, PassFaults Faults, WorkQueue? Queue, Sweep? Sweep);

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Warning, "A pass for {Id} failed; next try in {Seconds} s")]
        public static partial void PassFailed(ILogger logger, string id, double seconds, Exception fault);

        [LoggerMessage(12, LogLevel.Warning, "A pass for {Id} failed and is tried again, as is every other one that fails so. {Because} {Cause}")]
        public static partial void StoreRefused(ILogger logger, string id, string because, string? cause);

        [LoggerMessage(13, LogLevel.Information, "No pass fails any more; some did for {Seconds} s")]
        public static partial void PassesGoOn(ILogger logger, double seconds);

        [LoggerMessage(11, LogLevel.Error, "The controller stopped working and starts again in {Seconds} s")]
        public static partial void Faulted(ILogger logger, double seconds, Exception fault);
    }
}
