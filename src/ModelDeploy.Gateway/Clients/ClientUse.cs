namespace ModelDeploy.Gateway.Clients;

/// <summary>How a client used an endpoint.</summary>
/// <param name="Requests">The requests that were let through since this gateway counts.</param>
/// <param name="LastUsedAt">When the last one was, as far as this gateway knows; null for never.</param>
public sealed record ClientUse(long Requests, DateTimeOffset? LastUsedAt);
