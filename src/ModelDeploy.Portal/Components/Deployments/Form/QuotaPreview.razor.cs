using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Foresees the quota for a form; asks again when the form or another deployment of the group changes.</summary>
public partial class QuotaPreview
{
    private const int MostFreed = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private QuotaForecast? _forecast;
    private DeploymentSpec? _asked;
    private CancellationTokenSource? _asking;

    /// <summary>Who foresees.</summary>
    [Inject] public required DeploymentCommands Commands { get; init; }

    /// <summary>Measures the pause in typing.</summary>
    [Inject] public required TimeProvider Clock { get; init; }

    /// <summary>What the form asks for, or null while it does not say enough.</summary>
    [Parameter, EditorRequired] public required DeploymentSpec? Spec { get; set; }

    /// <summary>The deployment that is edited, or null for a new one.</summary>
    [Parameter] public string? DeploymentId { get; set; }

    private string Missing => string.Join(", ", _forecast!.Shortages.Select(ShortageText.MissingOf));

    private string Downtime => Spec?.Replicas == 1
        ? "Fits, but there is no room for one replica more: the running one is taken away first, so the endpoint is down until the new one is ready."
        : "Fits, but there is no room for one replica more: replicas are replaced by taking one away first.";

    private IReadOnlyList<Deployment> Freed =>
    [
        .. Feed.List(Viewer)
            .Where(other => other.Spec.Group == Spec?.Group && other.Id != DeploymentId && other.Status.Grant is not null)
            .OrderByDescending(other => other.Status.Grant!.Total.Cpu).ThenBy(other => other.Id, StringComparer.Ordinal)
            .Take(MostFreed),
    ];

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        _asking?.Cancel();
        await base.DisposeAsync();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (Spec == _asked)
            return;
        _asked = Spec;
        await ForeseeAsync(Pause);
    }

    /// <inheritdoc />
    protected override Task LoadAsync(IReadOnlyList<Deployment> snapshot) => ForeseeAsync(TimeSpan.Zero);

    /// <inheritdoc />
    protected override Task FoldAsync(IReadOnlyList<DeploymentChange> batch) =>
        batch.Any(change => change.Deployment is null || change.Deployment.Spec.Group == Spec?.Group)
            ? ForeseeAsync(Pause)
            : Task.CompletedTask;

    private async Task ForeseeAsync(TimeSpan pause)
    {
        _asking?.Cancel();
        using var asking = _asking = CancellationTokenSource.CreateLinkedTokenSource(Closing);
        try
        {
            await Task.Delay(pause, Clock, asking.Token);
            _forecast = Spec is null ? null : await Commands.ForeseeAsync(Viewer, DeploymentId, Spec, asking.Token);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (asking.IsCancellationRequested)
        {
            // A newer question took its place.
        }
        finally
        {
            if (_asking == asking)
                _asking = null;
        }
    }
}
