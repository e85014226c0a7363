using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Failing;

/// <summary>A way from a failure to where something can be done about it.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Href">Where it leads.</param>
public sealed record FailureStep(string Text, IconName Icon, string Href);
