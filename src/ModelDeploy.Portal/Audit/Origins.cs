using System.Security.Claims;
using ModelDeploy.Core.Audit;
using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Audit;

/// <summary>From where a request comes. It goes with the person who asks, also into a page that stays open and into a stream.</summary>
public static class Origins
{
    private const string Address = "modeldeploy:from-address";
    private const string RequestId = "modeldeploy:from-request";

    /// <summary>The request's own.</summary>
    public static AuditOrigin Of(HttpContext context) => new($"{context.Connection.RemoteIpAddress}", context.TraceIdentifier);

    /// <summary>The one that <see cref="Add"/> has put to a person, or null.</summary>
    public static AuditOrigin? Of(ClaimsPrincipal principal) =>
        principal.FindFirstValue(Address) is { } address ? new AuditOrigin(address, principal.FindFirstValue(RequestId) ?? "") : null;

    /// <summary>Puts it to whoever is signed in. Not into the cookie: that keeps a principal of its own.</summary>
    public static ClaimsPrincipal Add(ClaimsPrincipal principal, HttpContext context)
    {
        var from = Of(context);
        return new ClaimsPrincipal([.. principal.Identities, new ClaimsIdentity([new Claim(Address, from.Address), new Claim(RequestId, from.RequestId)])]);
    }

    /// <summary>Behind whatever finds out who asks: puts from where to them.</summary>
    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        if (context.User.Identity is { IsAuthenticated: true })
            context.User = Add(context.User, context);
        return next(context);
    }

    /// <summary>Before whatever may refuse: writes down who was refused.</summary>
    public static async Task NoteRefusalsAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response.StatusCode is StatusCodes.Status403Forbidden)
            await context.RequestServices.GetRequiredService<AuditTrail>().DeniedAsync(
                ViewerClaims.ViewerOf(context.User), Of(context), AuditAction.Asked, new AuditTarget(AuditTargetKind.Path, Short(context.Request.Path)), $"{context.Request.Method} was answered 403.");
    }

    /// <summary>What strangers name, as long as it makes sense to keep it.</summary>
    public static string Short(string? text) => text is { Length: > 200 } ? $"{text[..200]}…" : text ?? "";
}
