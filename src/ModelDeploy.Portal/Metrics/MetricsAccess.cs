using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Metrics;

/// <summary>Who may read the metrics of all deployments.</summary>
public static class MetricsAccess
{
    private const string Bearer = "Bearer ";
    // X-Original-*: where a trusted proxy was believed, what it said is taken out, and stands there instead.
    private static readonly string[] ForwardingHeaders =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via", "X-Original-For", "X-Original-Proto"];

    /// <summary>
    /// System administrators who are signed in; who has the token, where one is set; else, where the options say so, who asks
    /// from this very machine and not through a proxy that tells so.
    /// </summary>
    public static bool Admits(MetricsOptions options, ClaimsPrincipal user, IPAddress? from, IHeaderDictionary headers)
    {
        if (ViewerClaims.ViewerOf(user) is { IsSystemAdmin: true })
            return true;
        if (options.Token is { } token)
            return HasToken(headers, token);
        return options.Loopback && from is not null && IPAddress.IsLoopback(from) && !ForwardingHeaders.Any(headers.ContainsKey);
    }

    private static bool HasToken(IHeaderDictionary headers, string token)
    {
        var given = headers.Authorization.ToString();
        return given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given[Bearer.Length..].Trim())), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }
}
