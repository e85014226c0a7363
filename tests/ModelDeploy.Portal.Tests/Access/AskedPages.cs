using System.Reflection;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Tests.Access;

/// <summary>
/// Pages: asked for by HTTP, as the status counts, and then opened as the interactive page over the same host's own services, as lists
/// are filled only then.
/// </summary>
internal sealed class AskedPages(AccessPortal portal) : IAsked
{
    /// <summary>Every page of the portal by its route.</summary>
    public static IReadOnlyDictionary<string, Type> All { get; } = typeof(Program).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>().Select(route => (route.Template, type)))
        .ToDictionary(page => page.Template, page => page.type, StringComparer.Ordinal);

    public async Task<Gets> AskAsync(AccessRow row, Standing standing, Place place)
    {
        var group = AccessPortal.GroupAt(place);
        var id = AccessPortal.IdOf(group, row.Of);
        var path = row.Thing.Replace("{Id}", id, StringComparison.Ordinal);
        using var answer = await portal.BrowserOf(standing).GetAsync(path);
        var gets = HttpAnswers.Read(row, answer);
        if (gets is Gets.NotFound)
            await HttpAnswers.IsAsIfUnknownAsync(portal.BrowserOf(standing), row, answer, path, group);
        if (gets is not Gets.Sees || standing is Standing.SignedOut)
            return gets;
        var mark = row.Mark ?? group;
        var prerendered = await answer.Content.ReadAsStringAsync();
        var page = await ShownAsync(All[row.Thing], AccessPortal.ViewerOf(standing), id);
        return (page + prerendered).Contains(mark, StringComparison.Ordinal) ? Gets.Sees : Gets.Nothing;
    }

    private async Task<string> ShownAsync(Type page, Viewer viewer, string id)
    {
        await using var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        Share(context.Services);
        var shown = context.Render(builder =>
        {
            builder.OpenComponent<CascadingValue<Viewer>>(0);
            builder.AddComponentParameter(1, nameof(CascadingValue<Viewer>.Value), viewer);
            builder.AddComponentParameter(2, nameof(CascadingValue<Viewer>.ChildContent), (RenderFragment)(inner =>
            {
                inner.OpenComponent(0, page);
                if (page.GetProperty("Id") is not null)
                    inner.AddComponentParameter(1, "Id", id);
                inner.CloseComponent();
            }));
            builder.CloseComponent();
        });
        shown.WaitForAssertion(() => Assert.Empty(shown.FindAll("p.muted[role=status], [aria-busy=true]")), TimeSpan.FromMinutes(1));
        return shown.Markup;
    }

    /// <summary>What lives as long as the host is the host's own; what lives as long as a page is made anew.</summary>
    private void Share(IServiceCollection services)
    {
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        foreach (var known in portal.Registered.Where(known => IsOurs(known.ServiceType)))
        {
            if (known.Lifetime is ServiceLifetime.Scoped)
                services.Add(known);
            else
                services.AddSingleton(known.ServiceType, portal.Portal.Services.GetRequiredService(known.ServiceType));
        }
    }

    private static bool IsOurs(Type type) =>
        !type.ContainsGenericParameters && type.Assembly.GetName().Name!.StartsWith("ModelDeploy.", StringComparison.Ordinal);
}
