using Microsoft.Net.Http.Headers;

namespace ModelDeploy.Portal.Metrics;

/// <summary>What the formats are called, and which one is asked for.</summary>
public static class MetricsFormats
{
    private const string OpenMetricsType = "application/openmetrics-text";

    /// <summary>The media type of what is written.</summary>
    public static string ContentType(this MetricsFormat format) => format switch
    {
        MetricsFormat.OpenMetrics => $"{OpenMetricsType}; version=1.0.0; charset=utf-8",
        MetricsFormat.Prometheus => "text/plain; version=0.0.4; charset=utf-8",
    };

    /// <summary>The one that suits a reader: OpenMetrics where its <c>Accept</c> names that, and no plain text before it.</summary>
    /// <param name="accepted">What the reader accepts; may be empty.</param>
    public static MetricsFormat For(IList<MediaTypeHeaderValue> accepted)
    {
        var open = QualityOf(OpenMetricsType);
        return open > 0 && open >= QualityOf("text/plain") ? MetricsFormat.OpenMetrics : MetricsFormat.Prometheus;

        double QualityOf(string type) =>
            accepted.Where(one => one.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Max(one => (double?)(one.Quality ?? 1)) ?? 0;
    }
}
