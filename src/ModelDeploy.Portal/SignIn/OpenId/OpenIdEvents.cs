using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using ModelDeploy.Core;
using ModelDeploy.Core.Audit;
using ModelDeploy.Portal.Audit;

namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>Leads people to words where a sign-in fails, and writes down why.</summary>
public sealed partial class OpenIdEvents(AuditTrail audit, ILogger<OpenIdEvents> logger) : OAuthEvents
{
    /// <inheritdoc />
    public override Task TicketReceived(TicketReceivedContext context)
    {
        var viewer = ViewerClaims.ViewerOf(Origins.Add(context.Principal!, context.HttpContext))!;
        return audit.DoneAsync(viewer, AuditAction.SignedIn, AuditTarget.Session(viewer.Name), "At the provider.");
    }

    /// <inheritdoc />
    public override Task AccessDenied(AccessDeniedContext context)
    {
        Lead(context.Response, SignInProblem.Denied);
        context.HandleResponse();
        return DeniedAsync(context.HttpContext, "The provider denied it.");
    }

    /// <inheritdoc />
    public override Task RemoteFailure(RemoteFailureContext context)
    {
        var problem = Told(context.Failure);
        Lead(context.Response, problem);
        context.HandleResponse();
        return DeniedAsync(context.HttpContext, Origins.Short(context.Failure?.Message));
    }

    /// <summary>What the page says of this failure, which the log tells whole.</summary>
    public SignInProblem Told(Exception? failure)
    {
        var problem = failure switch
        {
            ProviderException => SignInProblem.ProviderSilent,
            StoreUnavailableException => SignInProblem.StoreSilent,
            _ => SignInProblem.Refused,
        };
        Failed(logger, problem, failure?.Message ?? "without a reason");
        return problem;
    }

    /// <summary>The page that tells of the problem.</summary>
    public static string PageOf(SignInProblem problem) => $"/sign-in?problem={problem}";

    private Task DeniedAsync(HttpContext context, string why) =>
        audit.DeniedAsync(null, Origins.Of(context), AuditAction.SignedIn, AuditTarget.Session(""), why);

    private static void Lead(HttpResponse response, SignInProblem problem) => response.Redirect(PageOf(problem));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in failed ({Problem}): {Because}")]
    private static partial void Failed(ILogger logger, SignInProblem problem, string because);
}
