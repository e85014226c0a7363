using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Access;

/// <summary>HTTP routes, as a browser or, below <c>/api</c>, as a program asks.</summary>
internal sealed class AskedRoutes(AccessPortal portal) : IAsked
{
    // What the data path passes on; the model answers it.
    private const string PathOfModel = "v2";

    public async Task<Gets> AskAsync(AccessRow row, Standing standing, Place place)
    {
        var (method, pattern) = (row.Thing.Split(' ')[0], row.Thing.Split(' ')[1]);
        var group = AccessPortal.GroupAt(place);
        var path = pattern.Replace("{id}", AccessPortal.IdOf(group, row.Of), StringComparison.Ordinal)
            .Replace("{**path}", PathOfModel, StringComparison.Ordinal).Replace("{**path:file}", "nothing.css", StringComparison.Ordinal);
        var client = pattern.StartsWith("/api/", StringComparison.Ordinal) ? portal.ProgramOf(standing) : portal.BrowserOf(standing);
        using var request = new HttpRequestMessage(new HttpMethod(method is "*" ? row.Method : method), path);
        using var answer = await client.SendAsync(request);
        var gets = HttpAnswers.Read(row, answer);
        if (gets is Gets.NotFound)
            await HttpAnswers.IsAsIfUnknownAsync(client, row, answer, path, group);
        if (gets is not Gets.Sees || !IsList(row))
            return gets;
        return (await answer.Content.ReadAsStringAsync()).Contains(group, StringComparison.Ordinal) ? Gets.Sees : Gets.Nothing;
    }

    /// <summary>What the host maps, by methods and pattern; not its pages and its files, which have lists of their own.</summary>
    public static IReadOnlyList<string> MappedBy(PortalFactory portal) =>
    [
        .. portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null && endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"])
                .Select(method => $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}"))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static bool IsList(AccessRow row) => ReferenceEquals(row.Rights, Rights.List) || ReferenceEquals(row.Rights, Rights.ManagedList);
}
