using System.Net.Http.Headers;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>What went wrong, as an error.</summary>
internal static class ApiAnswers
{
    private const int MostRead = 64 * 1024;

    /// <summary>The refusal in this answer.</summary>
    public static async Task<ApiError> RefusalOfAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(stop);
        var buffer = new byte[MostRead];
        var read = await body.ReadAtLeastAsync(buffer, MostRead, throwOnEndOfStream: false, stop);
        return ApiStatus.Read(answer.StatusCode, System.Text.Encoding.UTF8.GetString(buffer, 0, read), WaitOf(answer.Headers.RetryAfter));
    }

    /// <summary>Whether this comes of the way to the server, and not of whoever asked giving up.</summary>
    public static bool IsOfTheWay(Exception failure, CancellationToken stop) => failure switch
    {
        OperationCanceledException => !stop.IsCancellationRequested,
        _ => failure is HttpRequestException or IOException or ClusterAccessException,
    };

    /// <summary>The server did not answer, or the connection broke.</summary>
    public static ApiError Unreachable(Exception failure) => Unreachable(failure switch
    {
        OperationCanceledException => "The API server did not answer in time.",
        HttpRequestException { HttpRequestError: HttpRequestError.HttpProtocolError } or HttpIOException { HttpRequestError: HttpRequestError.HttpProtocolError } =>
            "The API server no longer answers.",
        HttpRequestException { InnerException: { } inner } => $"The API server cannot be reached: {inner.Message}",
        ClusterAccessException => failure.Message,
        _ => $"The API server cannot be reached: {failure.Message}",
    }) with
    {
        WasNeverAsked = failure is ClusterAccessException or OperationCanceledException { InnerException: TimeoutException }
            or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError },
    };

    /// <summary>The same in these words.</summary>
    public static ApiError Unreachable(string message) => new(ApiReason.Unreachable, message, 0, null, []);

    private static TimeSpan? WaitOf(RetryConditionHeaderValue? header) => header?.Delta;
}
