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
        if (path is "/ping" || SpeaksOfHealth(path) || path.EndsWith("/ready", StringComparison.Ordinal))
            return GatewayService.Status;
        var reads = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
        return reads && !path.EndsWith("/predictions", StringComparison.Ordinal) ? GatewayService.Metadata : GatewayService.Predictions;
    }

    private static bool SpeaksOfHealth(ReadOnlySpan<char> path)
    {
        foreach (var segment in path.Split('/'))
        {
            if (path[segment] is "health" or "status")
                return true;
        }
        return false;
    }
}
