using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>The replicas of a deployment, and what they use for as long as somebody looks.</summary>
public sealed partial class ReplicasPanel : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _closing = new();
    private IReadOnlyDictionary<string, ReplicaUsage> _usage = new Dictionary<string, ReplicaUsage>();
    private Task _following = Task.CompletedTask;

    /// <summary>Tells what replicas use.</summary>
    [Inject] public required UsageReader Usage { get; init; }

    /// <summary>Measures the time between two looks.</summary>
    [Inject] public required TimeProvider Clock { get; init; }

    /// <summary>Who looks.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>Whose replicas.</summary>
    [Parameter, EditorRequired] public required Deployment Deployment { get; set; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _following;
        _closing.Dispose();
    }

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _following = FollowAsync(_closing.Token);
    }

    private async Task FollowAsync(CancellationToken closing)
    {
        using var timer = new PeriodicTimer(BetweenLooks, Clock);
        try
        {
            do
            {
                var usage = await Usage.ReadAsync(Viewer, Deployment.Id, closing);
                _usage = usage.ToDictionary(replica => replica.Replica, StringComparer.Ordinal);
                StateHasChanged();
            }
            while (await timer.WaitForNextTickAsync(closing));
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // The component has left.
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    private ReplicaUsage? UsageOf(ReplicaObservation replica) => _usage.GetValueOrDefault(replica.Name);

    // The amounts of older templates are not known any more.
    private long? LimitOf(ReplicaObservation replica) =>
        Deployment.Status.Grant is { } grant && grant.Template == replica.Template ? grant.Each.Memory : null;
}
