namespace ModelDeploy.Gateway.Counting;

/// <summary>The traffic of several deployments in one range of time.</summary>
/// <param name="Points">All of them together, oldest first, without a gap.</param>
/// <param name="Deployments">Each of them over the whole range, by id; those that the gateway does not know are left out.</param>
/// <param name="InFlight">How many of their requests are being worked on now.</param>
public sealed record TrafficOverview(IReadOnlyList<TrafficPoint> Points, IReadOnlyDictionary<string, TrafficPoint> Deployments, long InFlight);
