using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Core.Texts;
using ModelDeploy.Gateway.Counting;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Metrics;

/// <summary>A deployment's requests, and what its replicas used, over the last hour, read anew every few seconds while it is shown.</summary>
public sealed partial class MetricsPanel(TrafficReader traffic, UsageRecorder usage)
    : LookingComponent(TimeSpan.FromSeconds(5))
{
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

    private DateTimeOffset? Since => CountedSince.Within(traffic.Since, _moments);

    /// <inheritdoc />
    protected override void OnParametersSet() => Read();

    /// <inheritdoc />
    protected override Task<bool> LookAsync()
    {
        Read();
        return Task.FromResult(true);
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
