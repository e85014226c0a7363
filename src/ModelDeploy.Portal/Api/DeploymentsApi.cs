using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Api;

/// <summary>Deployments for programs.</summary>
public static class DeploymentsApi
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Those that the token's owner may see, by id; of one group and in one phase where these are given.</summary>
    public static async Task<IResult> ListAsync(
        ClaimsPrincipal user, DeploymentFeed feed, PortalAddress address, string? group, string? phase, CancellationToken stop)
    {
        DeploymentPhase? wanted = null;
        if (phase is not null)
        {
            if (!Enum.TryParse<DeploymentPhase>(phase, ignoreCase: true, out var known) || !Enum.IsDefined(known) || int.TryParse(phase, out _))
                return ApiProblems.Of(StatusCodes.Status400BadRequest, ApiTexts.PhaseUnknown.With(phase, string.Join(", ", Enum.GetNames<DeploymentPhase>())));
            wanted = known;
        }
        await feed.LoadedAsync(stop);
        var found = feed.List(ViewerClaims.ViewerOf(user)!)
            .Where(deployment => (group is null || deployment.Spec.Group == group) && (wanted is null || deployment.Phase == wanted))
            .Select(deployment => DeploymentDto.Of(deployment, address.Current));
        return Results.Json(new { items = found.ToList() }, Json);
    }

    /// <summary>One of them; what may not be seen is not there.</summary>
    public static async Task<IResult> FindAsync(ClaimsPrincipal user, DeploymentFeed feed, PortalAddress address, string id, CancellationToken stop) =>
        await feed.FindAsync(ViewerClaims.ViewerOf(user)!, id, stop) is { } deployment
            ? Results.Json(DeploymentDto.Of(deployment, address.Current), Json)
            : ApiProblems.NoDeployment(id);
}
