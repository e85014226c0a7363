using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Core.Texts;
using ModelDeploy.Gateway.Counting;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Metrics;

/// <summary>A deployment's requests, and what its replicas used, over the last hour, read anew every few seconds while it is shown.</summary>
public sealed partial class MetricsPanel(TrafficReader traffic, UsageRecorder usage, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _closing = new();
    private Task _reading = Task.CompletedTask;
    private TrafficHistory? _history;
    private CounterSnapshot? _counters;
    private IReadOnlyList<TrafficPoint> _points = [];
    private EquatableList<DateTimeOffset> _moments;
    private IReadOnlyList<UsageHistory> _replicas = [];
    private IReadOnlyList<UsageHistory> _shown = [];

    /// <summary>Which deployment.</summary>
    [Parameter, EditorRequired]
    public required string DeploymentId { get; set; }

    /// <summary>How much is shown, as the URL has it; null or unknown for the usual. The page reads it.</summary>
    [Parameter]
    public string? RangeKey { get; set; }

    [CascadingParameter]
    private Viewer? Viewer { get; set; }

    private MetricsRange Range => MetricsRange.Of(RangeKey);

    private TrafficPoint? Total => _points.Count == 0 ? null : TrafficPoint.SumOf(_points);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _reading;
        _closing.Dispose();
    }

    /// <inheritdoc />
    protected override void OnParametersSet() => Read();

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _reading = ReadOnAsync(_closing.Token);
    }

    private async Task ReadOnAsync(CancellationToken closing)
    {
        using var pace = new PeriodicTimer(Pace, clock);
        try
        {
            while (await pace.WaitForNextTickAsync(closing))
            {
                Read();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // The component has left.
        }
    }

    private void Read()
    {
        _history = Viewer is null ? null : traffic.HistoryOf(Viewer, DeploymentId);
        _counters = Viewer is null ? null : traffic.CountersOf(Viewer, DeploymentId);
        _points = _history is null ? [] : Range.Of(_history);
        _moments = [.. _points.Select(point => point.From)];
        _replicas = Viewer is null ? [] : usage.HistoryOf(Viewer, DeploymentId);
        _shown = UsageCharts.Shown(_replicas);
    }
}
