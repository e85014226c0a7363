using ModelDeploy.Core.Logs;
using ModelDeploy.TestKit;

namespace ModelDeploy.Core.Tests.Logs;

/// <summary>A viewer in a test: reads when told to, and lets time pass only while it waits.</summary>
internal sealed class OpenLog(LogSubscription subscription, ManualTime time) : IDisposable
{
    private readonly IAsyncEnumerator<LogBatch> _batches = subscription.Batches.GetAsyncEnumerator();
    private readonly Queue<string> _unread = new();

    public void Dispose() => subscription.Dispose();

    /// <summary>The next entries, in the short form of <see cref="Lines.Short"/>.</summary>
    public async Task<IReadOnlyList<string>> TakeAsync(int count)
    {
        while (_unread.Count < count)
        {
            Assert.True(await MoveAsync(), $"The stream ended after: {string.Join(' ', _unread)}");
            foreach (var entry in _batches.Current.Entries)
                _unread.Enqueue(Lines.Short(entry));
        }
        return [.. Enumerable.Range(0, count).Select(_ => _unread.Dequeue())];
    }

    /// <summary>Waits until the stream ends, whatever it says before.</summary>
    public async Task EndAsync()
    {
        while (await MoveAsync())
        {
        }
    }

    private async Task<bool> MoveAsync()
    {
        var move = _batches.MoveNextAsync().AsTask();
        await time.PassUntilAsync(() => move.IsCompleted);
        return await move;
    }
}
