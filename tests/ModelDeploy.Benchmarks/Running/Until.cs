namespace ModelDeploy.Benchmarks.Running;

/// <summary>Waits for what the benchmarks need.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    /// <summary>Returns once the address answers 200 with its whole body.</summary>
    public static Task AnswersAsync(HttpClient client, string address, Child? child, CancellationToken stop) =>
        TrueAsync(async () =>
        {
            child?.MustLive();
            try
            {
                using var answer = await client.GetAsync(address, stop);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, $"{address} answers", stop);

    /// <summary>Returns once it is so.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        while (!await condition())
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Waited {Patience.TotalMinutes} minutes in vain for: {what}");
            await Task.Delay(BetweenLooks, stop);
        }
    }
}
