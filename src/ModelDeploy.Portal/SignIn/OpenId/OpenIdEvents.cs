using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using ModelDeploy.Core;

namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>Leads people to words where a sign-in fails, and writes down why.</summary>
public sealed partial class OpenIdEvents(ILogger<OpenIdEvents> logger) : OAuthEvents
{
    /// <inheritdoc />
    public override Task AccessDenied(AccessDeniedContext context)
    {
        Lead(context.Response, SignInProblem.Denied);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task RemoteFailure(RemoteFailureContext context)
    {
        var problem = Told(context.Failure);
        Lead(context.Response, problem);
        context.HandleResponse();
        return Task.CompletedTask;
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

    private static void Lead(HttpResponse response, SignInProblem problem) => response.Redirect(PageOf(problem));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in failed ({Problem}): {Because}")]
    private static partial void Failed(ILogger logger, SignInProblem problem, string because);
}
