using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace ModelDeploy.Gateway.Clients;

/// <summary>
/// What a caller shows, read and hashed once for each connection and not for each request: over a kept connection callers send the same
/// header again, and the server hands on the very same text for it.
/// </summary>
internal static class ShownCredential
{
    private static readonly object Place = new();

    /// <summary>As <see cref="Credential.Read(Microsoft.Extensions.Primitives.StringValues)"/>; whether it is good is asked anew each time.</summary>
    public static Credential? Of(HttpContext context)
    {
        var shown = context.Request.Headers.Authorization;
        // In HTTP/2 several requests of a connection come at once, and what is kept with it takes one at a time.
        if (!HttpProtocol.IsHttp11(context.Request.Protocol) || context.Features.Get<IConnectionItemsFeature>()?.Items is not { } connection)
            return Credential.Read(shown);
        // Which text it is and never what it says: a comparison of two keys would tell by its length how much of them is alike.
        if (connection.TryGetValue(Place, out var kept) && kept is Before before && ReferenceEquals(before.Header, shown is [var header] ? header : null))
            return before.Credential;
        var credential = Credential.Read(shown);
        if (credential is { } read)
            connection[Place] = new Before(shown[0]!, read);
        return credential;
    }

    private sealed record Before(string Header, Credential Credential);
}
