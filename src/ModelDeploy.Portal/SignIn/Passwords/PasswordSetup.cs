using Microsoft.AspNetCore.Mvc;
using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Portal.SignIn.Passwords;

/// <summary>Registers sign-in by passwords that this portal keeps.</summary>
public static class PasswordSetup
{
    /// <summary>Adds it; where it is not offered, sessions that it began are over.</summary>
    public static void AddPasswords(this IServiceCollection services, bool offered)
    {
        services.AddSingleton(new PasswordSettings(offered));
        services.AddSingleton<IPasswordHasher, FrameworkPasswordHasher>(_ => new FrameworkPasswordHasher());
        services.AddSingleton<Standing>();
        services.AddSingleton<PasswordSignIn>();
        services.AddSingleton<LocalAccounts>();
        services.AddSingleton<Departure>();
        services.AddSingleton<OwnPassword>();
        services.AddSingleton<SignInRate>();
    }

    /// <summary>Maps where the forms go, and the page to change one's own password; nothing where it is not offered.</summary>
    public static void MapPasswords(this IEndpointRouteBuilder app, bool offered)
    {
        if (!offered)
            return;
        var small = new RequestSizeLimitAttribute(PostedForm.MostBytes);
        app.MapPost(PasswordPaths.SignIn, PasswordEndpoints.SignInAsync).AllowAnonymous().WithMetadata(small);
        app.MapGet(PasswordPaths.Change, PasswordEndpoints.ChangePage).WithMetadata(new ChangeFirst.IsOpen());
        app.MapPost(PasswordPaths.Change, PasswordEndpoints.ChangeAsync).WithMetadata(new ChangeFirst.IsOpen(), small);
    }
}
