using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Portal.Api;

/// <summary>The interface for programs: who may use it, and what there is.</summary>
public static class ApiSetup
{
    /// <summary>What every path of it begins with.</summary>
    public const string Root = "/api/v1";

    /// <summary>Adds tokens and the scheme by which they are recognised. After the sign-in of people.</summary>
    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ApiTokens>();
        builder.Services.AddProblemDetails();
        new AuthenticationBuilder(builder.Services).AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.Name, null);
    }

    /// <summary>Maps what programs may read. By token alone: a page of somebody else cannot make a signed-in browser ask.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(Root)
            .RequireAuthorization(new AuthorizationPolicyBuilder(ApiTokenHandler.Name).RequireAuthenticatedUser().Build())
            .AddEndpointFilter(static (context, next) =>
            {
                context.HttpContext.Response.Headers.CacheControl = "no-store";
                if (context.HttpContext.Features.Get<IStatusCodePagesFeature>() is { } pages)
                    pages.Enabled = false;
                return next(context);
            })
            .AddEndpointFilter(ApiTrouble.AnsweredAsync);
        api.MapGet("/deployments", DeploymentsApi.ListAsync);
        api.MapGet("/deployments/{id}", DeploymentsApi.FindAsync);
        api.MapGet("/deployments/{id}/logs", LogsApi.ReadAsync);
    }
}
