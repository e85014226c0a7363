namespace ModelDeploy.Portal.Components.Deployments.Detail.Timeline;

/// <summary>One step of what has become of a change.</summary>
/// <param name="State">How far it is.</param>
/// <param name="Text">What it is, in a few words.</param>
/// <param name="At">When it happened, or since when it does; null when that is not known or it comes later.</param>
/// <param name="Detail">More about it, or null. Not made safe to show.</param>
public sealed record TimelineStep(StepState State, string Text, DateTimeOffset? At = null, string? Detail = null);
