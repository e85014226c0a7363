namespace ModelDeploy.Core.Runtimes;

/// <summary>What a deployment's replicas used over the last hour. What is older goes, and replicas without a point with it.</summary>
internal sealed class UsageLog
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Queue<UsagePoint>> _replicas = new(StringComparer.Ordinal);

    /// <summary>Keeps what was measured now.</summary>
    public void Add(IReadOnlyList<ReplicaUsage> measured, DateTimeOffset now, TimeSpan kept)
    {
        lock (_lock)
        {
            foreach (var usage in measured)
            {
                if (!_replicas.TryGetValue(usage.Replica, out var points))
                    _replicas.Add(usage.Replica, points = new Queue<UsagePoint>());
                points.Enqueue(new UsagePoint(now, (float?)usage.Cores, usage.Memory));
            }
            foreach (var (replica, points) in _replicas.ToList())
            {
                while (points.TryPeek(out var oldest) && oldest.At <= now - kept)
                    points.Dequeue();
                if (points.Count == 0)
                    _replicas.Remove(replica);
            }
        }
    }

    /// <summary>All replicas with a point, by name.</summary>
    public IReadOnlyList<UsageHistory> Read()
    {
        lock (_lock)
            return [.. _replicas.Select(entry => new UsageHistory(entry.Key, entry.Value.ToEquatableList()))];
    }
}
