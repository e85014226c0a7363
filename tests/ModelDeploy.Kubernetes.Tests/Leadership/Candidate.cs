using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Leadership;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Leadership;

/// <summary>Somebody who wants to lead, and tells whether they do.</summary>
internal sealed class Candidate : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly LeaseLeadership _leadership;
    private readonly Task _running;
    private volatile int _terms;

    /// <summary>A candidate that has begun.</summary>
    /// <param name="client">Asks the cluster.</param>
    /// <param name="inNamespace">Where the lease is.</param>
    /// <param name="clock">Its clock.</param>
    /// <param name="end">What ending its work takes; null for nothing.</param>
    public Candidate(ApiClient client, string inNamespace, TimeProvider clock, Func<Task>? end = null)
    {
        _leadership = new LeaseLeadership(client, inNamespace, new LeaseTimes(), clock, NullLogger.Instance);
        _running = Task.Run(() => _leadership.RunWhileLeadingAsync(token => LeadAsync(end, token), _stop.Token));
    }

    /// <summary>Whether it leads and was not told to stop.</summary>
    public bool Leads => Leading is { IsCancellationRequested: false };

    /// <summary>How often it began to lead.</summary>
    public int Terms => _terms;

    /// <summary>Its name in the lease.</summary>
    public string Identity => _leadership.Identity;

    private CancellationToken? Leading { get; set; }

    /// <summary>Tells it to stop, without waiting.</summary>
    public Task AskToStopAsync() => _stop.CancelAsync();

    /// <summary>Stops it and waits until it has.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    private async Task LeadAsync(Func<Task>? end, CancellationToken token)
    {
        Leading = token;
        _terms++;
        await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (end is not null)
            await end();
        Leading = null;
    }
}
