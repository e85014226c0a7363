namespace ModelDeploy.ModelServer.Tests;

/// <summary>Reads a server's counters.</summary>
internal static class Metrics
{
    /// <summary>Asks until the line is there and gives the whole text: a request is counted only after its answer has left.</summary>
    public static async Task<string> UntilMetricAsync(this HttpClient http, string line)
    {
        while (true)
        {
            var text = await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
            if (text.Contains(line + '\n', StringComparison.Ordinal))
                return text;
            await Task.Yield();
        }
    }
}
