using Microsoft.Extensions.Options;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Gateway.Answers;
using ModelDeploy.Gateway.Forwarding;

namespace ModelDeploy.Gateway.Clients;

/// <summary>
/// Who may call an endpoint: everybody a public one, clients with a good key a private one. Everything is decided from memory; what is
/// not known for sure is refused.
/// </summary>
internal sealed class EndpointAccess(KeyTrust trust, IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>Why the caller is not let in, or null; then the exchange knows which client it is, if the endpoint is private.</summary>
    public GatewayError? WhyNot(Exchange exchange)
    {
        if (exchange.Route.Access is AccessType.Public)
            return null;
        var now = time.GetUtcNow();
        if (exchange.Route.Clients is not { IsReadable: true } clients || !trust.Holds(now))
            return GatewayErrors.KeysUnknown;
        if (exchange.Context.Request.Headers.Authorization.Count == 0)
            return GatewayErrors.KeyNeeded;
        if (ShownCredential.Of(exchange.Context) is not { } credential || clients.Find(credential, now) is not var (client, tally))
            return GatewayErrors.KeyRefused;
        if (options.Value.ClientRequestsPerSecond is > 0 and var most && tally.Pace.TryTake(time.GetElapsedTime(0), most) is { } wait)
            return GatewayErrors.TooManyRequests(wait);
        tally.Count(now);
        exchange.Client = client;
        return null;
    }
}
