using Microsoft.AspNetCore.Http.HttpResults;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.SignIn.OpenId;

namespace ModelDeploy.Portal.SignIn;

/// <summary>The sign-in page as it stands where this portal is: it offers what is configured and what there is somebody for.</summary>
public sealed class SignInPages(PasswordSignIn passwords, ModelDeployOptions options)
{
    /// <summary>Without anything amiss, or with what came of a sign-in at the provider.</summary>
    public Task<RazorComponentResult<SignInPage>> OfferAsync(SignInProblem? problem, string returnUrl, CancellationToken stop) =>
        PageAsync(problem is { } known ? StatusOf(known) : StatusCodes.Status200OK, returnUrl, new() { [nameof(SignInPage.Problem)] = problem }, stop);

    /// <summary>After a link that no longer works.</summary>
    public Task<RazorComponentResult<SignInPage>> LinkRefusedAsync(string returnUrl, CancellationToken stop) =>
        PageAsync(StatusCodes.Status400BadRequest, returnUrl, new() { [nameof(SignInPage.LinkRefused)] = true }, stop);

    /// <summary>After a link that the store cannot use up now, and which still works.</summary>
    public Task<RazorComponentResult<SignInPage>> LinkInTroubleAsync(string trouble, string returnUrl, CancellationToken stop) =>
        PageAsync(StatusCodes.Status503ServiceUnavailable, returnUrl, new() { [nameof(SignInPage.Trouble)] = trouble }, stop);

    /// <summary>After a password that led nowhere.</summary>
    public Task<RazorComponentResult<SignInPage>> PasswordAsync(string problem, int status, string login, string returnUrl, CancellationToken stop) =>
        PageAsync(status, returnUrl, new() { [nameof(SignInPage.PasswordProblem)] = problem, [nameof(SignInPage.Login)] = login }, stop);

    private async Task<RazorComponentResult<SignInPage>> PageAsync(int status, string returnUrl, Dictionary<string, object?> parameters, CancellationToken stop)
    {
        parameters[nameof(SignInPage.ReturnUrl)] = returnUrl;
        parameters[nameof(SignInPage.OffersPassword)] = await OffersPasswordAsync(stop);
        if (options.Oidc is { } provider)
        {
            parameters[nameof(SignInPage.ProviderStart)] = OpenIdPaths.Start + QueryString.Create("returnUrl", returnUrl);
            parameters[nameof(SignInPage.ProviderHost)] = provider.Authority.Host;
        }
        return new(parameters) { StatusCode = status };
    }

    private async Task<bool> OffersPasswordAsync(CancellationToken stop)
    {
        try
        {
            return await passwords.IsOfferedAsync(stop);
        }
        catch (StoreUnavailableException)
        {
            // The rest of the page does not depend on it.
            return false;
        }
    }

    private static int StatusOf(SignInProblem problem) => problem switch
    {
        SignInProblem.Denied => StatusCodes.Status403Forbidden,
        SignInProblem.Refused => StatusCodes.Status400BadRequest,
        SignInProblem.ProviderSilent or SignInProblem.StoreSilent => StatusCodes.Status503ServiceUnavailable,
    };
}
