using Microsoft.Extensions.Options;
using ModelDeploy.Core.Operations;

namespace ModelDeploy.Gateway.Clients;

/// <summary>
/// Whether what this gateway knows of keys may still be believed. A store that cannot be followed may hold that a key was taken back, so
/// after a while nobody is let in by what was known before.
/// </summary>
internal sealed class KeyTrust(IOptions<GatewayOptions> options, Outages? outages = null)
{
    /// <summary>False once the store has been away for longer than <see cref="GatewayOptions.KeysTrustedFor"/>.</summary>
    public bool Holds(DateTimeOffset now) =>
        outages?.Of(OutageOf.Store) is not { } outage || now - outage.Since <= options.Value.KeysTrustedFor;
}
