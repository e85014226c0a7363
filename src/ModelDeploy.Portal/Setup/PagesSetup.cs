using Microsoft.AspNetCore.Diagnostics;
using ModelDeploy.Portal.Components;
using ModelDeploy.Portal.Components.Deployments;
using ModelDeploy.Portal.Components.Deployments.Detail.TryIt;
using ModelDeploy.Portal.Components.Deployments.Form;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Setup;

/// <summary>The pages: Blazor on the server, static files, the page for what is not there.</summary>
public static class PagesSetup
{
    // A manifest, or a long text that was pasted, comes in one message; the framework's own limit would end the whole page.
    private const long MostFromBrowser = 512 * 1024;

    /// <summary>Adds Razor components with circuits.</summary>
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(options => options.MaximumReceiveMessageSize = MostFromBrowser);
        // The policy says who may frame us; the older header would only contradict it.
        builder.Services.AddAntiforgery(options => options.SuppressXFrameOptionsHeader = true);
        builder.Services.AddScoped<Toaster>();
        builder.Services.AddScoped<Clipboard>();
        builder.Services.AddScoped<EndpointAddresses>();
        builder.Services.AddScoped<GridMemory>();
        builder.Services.AddSingleton<FormChoicesReader>();
        builder.Services.AddSingleton<ProtocolDetector>();
    }

    /// <summary>Shows people a page where an answer would be empty; scripts and the data path keep their bare status.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(static (context, next) =>
        {
            if (!AsksForPage(context.Request) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            return next(context);
        });
    }

    /// <summary>Maps static files, the pages and the way from the root to the deployments.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/", () => Results.Redirect("/deployments"));
        app.MapRazorComponents<App>()
            // The policy already says who may frame us; a second header would only repeat it.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }

    private static bool AsksForPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/deployment")
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
