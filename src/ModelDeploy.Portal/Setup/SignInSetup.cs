using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Portal.Audit;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.SignIn;
using ModelDeploy.Portal.SignIn.OpenId;
using ModelDeploy.Portal.SignIn.Passwords;

namespace ModelDeploy.Portal.Setup;

/// <summary>Who may come in: by a printed one-time link, a password or a provider, then by cookie. Whatever does not say otherwise needs a sign-in.</summary>
public static class SignInSetup
{
    /// <summary>Adds the cookie, the rule that everything needs it, and the link that is printed at start.</summary>
    public static void AddSignIn(this WebApplicationBuilder builder, ModelDeployOptions options)
    {
        var authentication = builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Configure);
        if (options.Oidc is { } provider)
            authentication.AddOpenId(provider, options.PublicUrl);
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.Services.AddCascadingAuthenticationState();

        builder.Services.AddSingleton<EndedSessions>().AddHostedService<EndedSessionsReader>();
        builder.Services.AddPasswords(options.SignIn.Passwords);
        builder.Services.AddSingleton<SignInPages>();
        builder.Services.AddSingleton<SessionRules>();
        builder.Services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        builder.Services.AddSingleton<SignInLinks>();
        builder.Services.AddSingleton(services => new SignInLinkIssuer(services.GetRequiredService<SignInLinks>(), Account.Administrator.Key));
        builder.Services.AddSingleton<PortalAddress>();
        builder.Services.AddHostedService<SignInLinkPrinter>();
    }

    /// <summary>Turns other origins' pages away, reads the cookie, asks the rules and guards forms.</summary>
    public static void UseSignIn(this WebApplication app, ModelDeployOptions options)
    {
        app.Use(Origins.NoteRefusalsAsync);
        app.UseMiddleware<ForeignPages>();
        // Not by the cookies' own options: antiforgery would then refuse every request that a proxy has taken TLS off.
        app.UseCookiePolicy(new CookiePolicyOptions { Secure = options.IsReachedByTls ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest });
        app.UseAuthentication();
        app.Use(Origins.AddAsync);
        app.UseAuthorization();
        app.Use(ChangeFirst.InvokeAsync);
        app.UseAntiforgery();
    }

    /// <summary>Maps <c>/sign-in</c> and <c>/sign-out</c>, the ways between them and a provider, and where passwords go.</summary>
    public static void MapSignIn(this WebApplication app, ModelDeployOptions options)
    {
        if (options.Oidc is not null)
            app.MapOpenId();
        app.MapGet("/sign-in", SignInEndpoints.OpenAsync).AllowAnonymous();
        app.MapPost("/sign-out", SignInEndpoints.LeaveAsync).WithMetadata(new ChangeFirst.IsOpen());
        app.MapPasswords(options.SignIn.Passwords);
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "modeldeploy";
        options.Cookie.HttpOnly = true;
        // Lax, so that a link to the portal in a mail or chat opens signed in; forms are guarded by antiforgery tokens.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = EndedSessions.CookieLifetime;
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = ChallengeAsync;
        options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden);
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var rules = context.HttpContext.RequestServices.GetRequiredService<SessionRules>();
        if (context.Principal is null || !await rules.HoldAsync(context.Principal, context.HttpContext.RequestAborted))
            context.RejectPrincipal();
    }

    // Only a person's page load is led to the sign-in page; a script gets a status that it can read.
    private static Task ChallengeAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || !context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            return AnswerAsync(context, StatusCodes.Status401Unauthorized);
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    private static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
