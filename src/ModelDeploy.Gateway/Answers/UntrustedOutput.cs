using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace ModelDeploy.Gateway.Answers;

/// <summary>
/// What a model's answer may not do, because it comes from the portal's own origin: run as a page there, set cookies,
/// or change how the browser treats the origin as a whole. The reasons per header are in <c>docs/decisions/forwarder.md</c>.
/// </summary>
internal static class UntrustedOutput
{
    private const string SandboxPolicy = "sandbox; default-src 'none'";

    private static readonly FrozenSet<string> Refused = new[]
    {
        "Set-Cookie", "Set-Cookie2", "Clear-Site-Data", "Service-Worker-Allowed", "Refresh",
        "Content-Security-Policy", "Content-Security-Policy-Report-Only", "X-Content-Type-Options",
        "Strict-Transport-Security", "Public-Key-Pins", "Public-Key-Pins-Report-Only", "Expect-CT", "Alt-Svc",
        "NEL", "Report-To", "Reporting-Endpoints", "Accept-CH", "Critical-CH", "Origin-Agent-Cluster",
        "Set-Login", "Speculation-Rules", "Use-As-Dictionary",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Marks every answer on the data path, the gateway's own included.</summary>
    public static void Guard(IHeaderDictionary response)
    {
        response.ContentSecurityPolicy = SandboxPolicy;
        response.XContentTypeOptions = "nosniff";
    }

    /// <summary>Whether a model's header goes on to the client.</summary>
    public static bool MayPass(string header) => !Refused.Contains(header);
}
