using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Gateway.Counting;
using ModelDeploy.Portal.Components.Deployments.Detail.Metrics;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Overview;

/// <summary>The requests to all deployments that the viewer administers, read anew every few seconds.</summary>
public sealed partial class OverviewPage(
    TrafficReader traffic, DeploymentFeed feed, CatalogCache catalog, NavigationManager navigation)
    : LookingComponent(TimeSpan.FromSeconds(10))
{
    private const int MostRows = 100;

    private IReadOnlyList<TrafficPoint> _points = [];
    private EquatableList<DateTimeOffset> _moments;
    private TrafficPoint? _total;
    private IReadOnlyList<OverviewRow> _rows = [];
    private int _deployments;
    private long _inFlight;

    /// <summary>Who looks.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    [SupplyParameterFromQuery(Name = "range")] private string? RangeKey { get; set; }

    [SupplyParameterFromQuery(Name = "group")] private string? GroupKey { get; set; }

    private MetricsRange Range => MetricsRange.Of(RangeKey);

    private IReadOnlyList<Group> Managed => [.. catalog.Current.Groups.Where(group => Access.MayManage(Viewer, group))];

    private string? GroupName => Managed.Any(group => group.Name == GroupKey) ? GroupKey : null;

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
        var overview = traffic.OverviewOf(Viewer, GroupName, Range.Points, Range.Spans);
        _points = overview.Points;
        _total = TrafficPoint.SumOf(_points);
        _moments = [.. _points.Select(point => point.From)];
        _deployments = overview.Deployments.Count;
        _inFlight = overview.InFlight;
        _rows =
        [
            .. from entry in overview.Deployments.OrderByDescending(entry => entry.Value.Requests).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(MostRows)
               let deployment = feed.Find(Viewer, entry.Key)
               where deployment is not null
               select new OverviewRow(deployment, NameOf(deployment.Spec.Group), entry.Value),
        ];
    }

    private string NameOf(string group) => VisibleText.Of(catalog.Current.Group(group)?.DisplayName ?? group);

    private void ChooseGroup(ChangeEventArgs chosen) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameter("group", chosen.Value is string { Length: > 0 } group ? group : null), replace: true);
}
