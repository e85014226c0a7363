using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Api;

/// <summary>What programs read when they do not get what they asked for (RFC 9457).</summary>
public static class ApiProblems
{
    /// <summary>A problem of this status, in words.</summary>
    public static IResult Of(int status, string detail) => Results.Problem(detail, statusCode: status);

    /// <summary>The deployment is unknown, or may not be seen: nobody can tell which.</summary>
    public static IResult NoDeployment(string id) => Of(StatusCodes.Status404NotFound, ApiTexts.NoDeployment.With(id));

    /// <summary>Writes a problem where no result can be returned.</summary>
    public static Task WriteAsync(HttpContext context, int status, string detail) => Of(status, detail).ExecuteAsync(context);
}
