using System.Runtime.CompilerServices;

namespace ModelDeploy.Core;

/// <summary>
/// Hands every published value to all subscriptions. Each keeps the newest unread value per key, so a slow reader costs at
/// most one value per key. A store publishes and subscribes under its own lock; that is what leaves no gap.
/// </summary>
public sealed class Watchers<TKey, TValue> where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly HashSet<Subscription> _subscriptions = [];

    /// <summary>Hands the value to every subscription; never waits for a reader.</summary>
    public void Publish(TKey key, TValue value)
    {
        lock (_lock)
        {
            foreach (var subscription in _subscriptions)
                subscription.Buffer.Post(key, value);
        }
    }

    /// <summary>A subscription that receives everything published from now on.</summary>
    public Subscription Subscribe()
    {
        var subscription = new Subscription(this);
        lock (_lock)
            _subscriptions.Add(subscription);
        return subscription;
    }

    private void Remove(Subscription subscription)
    {
        lock (_lock)
            _subscriptions.Remove(subscription);
    }

    /// <summary>One reader's place. Dispose to leave; that also ends the reading.</summary>
    public sealed class Subscription : IDisposable
    {
        private readonly Watchers<TKey, TValue> _owner;

        // Not disposed on purpose: it has no timer and is not linked, and a reader may still be looking at its token.
        private readonly CancellationTokenSource _closing = new();

        internal Subscription(Watchers<TKey, TValue> owner) => _owner = owner;

        internal LatestByKey<TKey, TValue> Buffer { get; } = new();

        /// <summary>The values, one by one; ends when disposed, throws when <paramref name="stop"/> is cancelled. For one reader.</summary>
        public async IAsyncEnumerable<TValue> ReadAllAsync([EnumeratorCancellation] CancellationToken stop = default)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _closing.Token);
            while (true)
            {
                IReadOnlyList<TValue> taken;
                try
                {
                    taken = await Buffer.TakeAllAsync(either.Token);
                }
                catch (OperationCanceledException) when (_closing.IsCancellationRequested && !stop.IsCancellationRequested)
                {
                    yield break;
                }
                foreach (var value in taken)
                    yield return value;
            }
        }

        /// <inheritdoc />
        public void Dispose()
        {
            _owner.Remove(this);
            _closing.Cancel();
        }
    }
}
