using ModelDeploy.Core.Deployments;
using ModelDeploy.Gateway.Counting;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Overview;

/// <summary>One deployment in the overview. Its properties are what the table sorts by.</summary>
/// <param name="Deployment">The deployment.</param>
/// <param name="Group">Its group's name for people.</param>
/// <param name="Traffic">Its requests over the range that is shown.</param>
public sealed record OverviewRow(Deployment Deployment, string Group, TrafficPoint Traffic)
{
    /// <summary>Its id.</summary>
    public string Id => Deployment.Id;

    /// <summary>Its name, safe to show.</summary>
    public string Name => VisibleText.Of(Deployment.Spec.DisplayName);

    /// <summary>Where its own metrics are.</summary>
    public string Href => $"/deployments/{Id}?tab=metrics";

    /// <summary>Its phase.</summary>
    public DeploymentPhase Phase => Deployment.Phase;

    /// <summary>All requests that ended.</summary>
    public long Requests => Traffic.Requests;

    /// <summary>The share of them below 400; null without any.</summary>
    public double? SuccessShare => Traffic.SuccessShare;

    /// <summary>Those with 4xx.</summary>
    public long ClientErrors => Traffic.ClientErrors;

    /// <summary>Those with 5xx.</summary>
    public long ServerErrors => Traffic.ServerErrors;

    /// <summary>What 95 of 100 requests did not exceed; null without any.</summary>
    public TimeSpan? P95 => Traffic.Latency(0.95);

    /// <summary>The mean reward; null without any.</summary>
    public double? Reward => Traffic.MeanReward;
}
