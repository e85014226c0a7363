namespace ModelDeploy.Portal.SignIn.Passwords;

/// <summary>Somebody whose password others chose opens nothing but the page that changes it, until they did.</summary>
public static class ChangeFirst
{
    /// <summary>On endpoints that are open to them all the same.</summary>
    public sealed record IsOpen;

    /// <summary>Lets the request pass, or leads a page load to the page that changes the password and refuses everything else. After authorization.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!ViewerClaims.MustChangePassword(context.User) || MayOpen(context.GetEndpoint()))
            return next(context);
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            context.Response.Redirect(PasswordPaths.Change + QueryString.Create("returnUrl", request.Path + request.QueryString));
        else
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    // What strangers may see, they may see too.
    private static bool MayOpen(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IsOpen>() is not null
        || endpoint?.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null;
}
