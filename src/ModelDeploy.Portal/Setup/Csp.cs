using System.Security.Cryptography;

namespace ModelDeploy.Portal.Setup;

/// <summary>The content security policy: only our own files, and inline scripts only with the request's nonce.</summary>
public static class Csp
{
    private static readonly object NonceKey = new();

    /// <summary>The request's nonce; the same on every call.</summary>
    public static string Nonce(HttpContext context)
    {
        if (context.Items[NonceKey] is string known)
            return known;
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        context.Items[NonceKey] = nonce;
        return nonce;
    }

    /// <summary>The header's value. Style attributes stay allowed because Radzen sets positions through them.</summary>
    public static string Policy(HttpContext context) => string.Join("; ",
        "default-src 'self'",
        $"script-src 'self' 'nonce-{Nonce(context)}'",
        "style-src-elem 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'");
}
