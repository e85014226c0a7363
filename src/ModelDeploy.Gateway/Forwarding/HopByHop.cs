using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;

namespace ModelDeploy.Gateway.Forwarding;

/// <summary>Headers that are about one connection and therefore never passed on (RFC 9110 §7.6.1).</summary>
internal static class HopByHop
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Authentication-Info",
        "TE", "Trailer", "Transfer-Encoding", "Upgrade", "HTTP2-Settings",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> NoNames = [];

    public static bool Contains(string header) => Names.Contains(header);

    /// <summary>The further headers that a <c>Connection</c> header declares to be about the connection.</summary>
    public static IReadOnlySet<string> NamedBy(StringValues connection)
    {
        HashSet<string>? named = null;
        foreach (var value in connection)
        {
            if (value is null or "keep-alive" or "close" or "Upgrade")
                continue;
            named ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            named.UnionWith(value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
        return named ?? NoNames;
    }
}
