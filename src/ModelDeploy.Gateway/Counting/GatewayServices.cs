using Microsoft.AspNetCore.Http;

namespace ModelDeploy.Gateway.Counting;

/// <summary>Which service a request is for.</summary>
internal static class GatewayServices
{
    /// <summary>By the path at the model; of what no protocol names, reading is metadata and everything else a prediction.</summary>
    public static GatewayService Of(string method, string path)
    {
        if (path.EndsWith("/feedback", StringComparison.Ordinal))
            return GatewayService.Feedback;
        if (path is "/ping" or "/health" || IsBelow(path, "health") || IsBelow(path, "status") || path.EndsWith("/ready", StringComparison.Ordinal))
            return GatewayService.Status;
        var reads = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
        return reads && !path.EndsWith("/predictions", StringComparison.Ordinal) ? GatewayService.Metadata : GatewayService.Predictions;
    }

    private static bool IsBelow(string path, string segment) =>
        path.EndsWith($"/{segment}", StringComparison.Ordinal) || path.Contains($"/{segment}/", StringComparison.Ordinal);
}
