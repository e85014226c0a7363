using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace ModelDeploy.Portal.Tests.Rollouts;

/// <summary>
/// Asks an endpoint for predictions at a steady rate, however long the answers take: nobody waits for the one before. Every answer
/// that is not a prediction is kept as a failure. Only on a machine that answers nothing for seconds does it hold back, so that the
/// test does not take all memory.
/// </summary>
public sealed class OpenLoad : IAsyncDisposable
{
    private const int PerSecond = 200;
    private const int MostOpen = 2_000;
    private const string Question = """{"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly HttpClient _client = new() { Timeout = Patience };
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentDictionary<Task, bool> _open = new();
    private readonly Uri _address;
    private readonly Task _sending;
    private int _sent;

    /// <summary>Begins at once.</summary>
    public OpenLoad(string portal, string id)
    {
        _address = new Uri($"{portal}/deployment/{id}/api/v1.0/predictions");
        _sending = Task.Run(SendAsync);
    }

    /// <summary>How many requests were sent so far.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Ends it, waits for every answer that is still to come, and tells the failures.</summary>
    public async Task<IReadOnlyCollection<string>> EndAsync()
    {
        await _ending.CancelAsync();
        await _sending;
        await Task.WhenAll(_open.Keys);
        return _failures;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _ending.Dispose();
        _client.Dispose();
    }

    private async Task SendAsync()
    {
        var watch = Stopwatch.StartNew();
        while (!_ending.IsCancellationRequested)
        {
            for (var due = (int)(watch.Elapsed.TotalSeconds * PerSecond); _sent < due && _open.Count < MostOpen; Interlocked.Increment(ref _sent))
                Keep(AskAsync());
            await Task.Delay(TimeSpan.FromMilliseconds(5), _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Keep(Task request)
    {
        _open[request] = true;
        request.ContinueWith(done => _open.TryRemove(done, out _), TaskScheduler.Default);
    }

    private async Task AskAsync()
    {
        try
        {
            using var answer = await _client.PostAsync(_address, new StringContent(Question, Encoding.UTF8, "application/json"));
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode is not HttpStatusCode.OK || !text.Contains("\"tags\"", StringComparison.Ordinal))
                _failures.Enqueue($"{(int)answer.StatusCode} {text}");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException)
        {
            _failures.Enqueue($"{broken.GetType().Name}: {broken.Message} {broken.InnerException?.Message}");
        }
    }
}
