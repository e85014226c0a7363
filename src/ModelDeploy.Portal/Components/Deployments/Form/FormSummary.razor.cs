using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>
/// Foresees what the form does. The quota is asked again when the form changes, when another deployment of the group does, and
/// when groups or instance types do.
/// </summary>
public partial class FormSummary
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private QuotaForecast? _forecast;
    private DeploymentSpec? _asked;
    private CancellationTokenSource? _asking;

    /// <summary>Who foresees.</summary>
    [Inject] public required DeploymentCommands Commands { get; init; }

    /// <summary>Measures the pause in typing.</summary>
    [Inject] public required TimeProvider Clock { get; init; }

    /// <summary>What stands in the form.</summary>
    [Parameter, EditorRequired] public required DeploymentInput Input { get; set; }

    /// <summary>The deployment that is edited, or null for a new one.</summary>
    [Parameter] public Deployment? Stored { get; set; }

    /// <summary>Whether what stands in the form is not what was typed last, because that cannot be read.</summary>
    [Parameter] public bool Unreadable { get; set; }

    // A new one's cost is known before it has a name; an edit is foreseen as a whole, for a rollout takes more than its result.
    private DeploymentSpec? Spec => Stored is null ? Input.ToCost() : Input.ToSpec(stop: false);

    private SpecChanges? Changes => Stored is null ? null : SpecChanges.Of(Stored, Input.ToSpec(Stored.Spec.Stop), Catalog.Current);

    private InstanceType? Type => Catalog.Current.InstanceType(Input.InstanceType);

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        _asking?.Cancel();
        await base.DisposeAsync();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var spec = Spec;
        if (spec == _asked)
            return;
        _asked = spec;
        await ForeseeAsync(Pause);
    }

    /// <inheritdoc />
    protected override Task LoadAsync(IReadOnlyList<Deployment> snapshot) => ForeseeAsync(TimeSpan.Zero);

    /// <inheritdoc />
    protected override Task FoldAsync(IReadOnlyList<DeploymentChange> batch) =>
        batch.Any(change => change.Deployment is null || change.Deployment.Spec.Group == Input.Group)
            ? ForeseeAsync(Pause)
            : Task.CompletedTask;

    /// <inheritdoc />
    protected override Task CatalogChangedAsync() => ForeseeAsync(Pause);

    private async Task ForeseeAsync(TimeSpan pause)
    {
        _asking?.Cancel();
        using var asking = _asking = CancellationTokenSource.CreateLinkedTokenSource(Closing);
        try
        {
            await Task.Delay(pause, Clock, asking.Token);
            _forecast = Spec is { } spec ? await Commands.ForeseeAsync(Viewer, Stored?.Id, spec, asking.Token) : null;
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

    // A count that nobody may have is refused by its field; here it must only not overflow.
    private static Resources Total(InstanceType type, int count) => type.Resources * Math.Min(count, 100_000);

    private static IconName EffectIcon(ChangeEffect effect) => effect switch
    {
        ChangeEffect.None => IconName.Info,
        ChangeEffect.RestartsNothing => IconName.CheckCircle,
        ChangeEffect.OnlyScales => IconName.InstanceTypes,
        ChangeEffect.RestartsReplicas => IconName.Refresh,
    };
}
