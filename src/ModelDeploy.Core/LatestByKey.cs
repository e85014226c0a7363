using System.Runtime.CompilerServices;

namespace ModelDeploy.Core;

/// <summary>
/// A buffer between writers and one reader that keeps only the newest value per key, in the order in which keys first
/// changed. It never holds more values than there are keys, however slow the reader is.
/// </summary>
public sealed class LatestByKey<TKey, TValue> where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<TKey, TValue> _pending = [];
    private TaskCompletionSource _arrived = NewSignal();

    /// <summary>Puts the value in, replacing an unread one of the same key in its place.</summary>
    public void Post(TKey key, TValue value)
    {
        lock (_lock)
        {
            _pending[key] = value;
            _arrived.TrySetResult();
        }
    }

    /// <summary>Waits until there is something and takes all of it.</summary>
    public async Task<IReadOnlyList<TValue>> TakeAllAsync(CancellationToken stop)
    {
        while (true)
        {
            Task arrived;
            lock (_lock)
            {
                if (_pending.Count > 0)
                {
                    TValue[] taken = [.. _pending.Values];
                    _pending.Clear();
                    _arrived = NewSignal();
                    return taken;
                }
                arrived = _arrived.Task;
            }
            await arrived.WaitAsync(stop);
        }
    }

    /// <summary>The values one by one, for ever, until cancelled.</summary>
    public async IAsyncEnumerable<TValue> ReadAllAsync([EnumeratorCancellation] CancellationToken stop = default)
    {
        while (true)
        {
            foreach (var value in await TakeAllAsync(stop))
                yield return value;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
