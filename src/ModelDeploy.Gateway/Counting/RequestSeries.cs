using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Core;

namespace ModelDeploy.Gateway.Counting;

/// <summary>
/// One deployment's requests since its route exists, apart by service, method and status, as Seldon's metrics have them. A
/// model that answers with hundreds of different statuses fills no memory: above a limit only their class is told.
/// </summary>
internal sealed class RequestSeries
{
    private const int Most = 64;
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    private readonly ConcurrentDictionary<(GatewayService Service, string Method, string Code), Durations> _series = new();

    public void Count(in CountedRequest request)
    {
        var status = Math.Clamp(request.Status, 100, 599);
        var key = (request.Service, KnownMethod(request.Method), Codes[status]);
        if (!_series.TryGetValue(key, out var durations))
        {
            if (_series.Count >= Most)
                key = (request.Service, "any", $"{status / 100}xx");
            durations = _series.GetOrAdd(key, _ => new Durations());
        }
        durations.Count(request.Took ?? TimeSpan.Zero);
    }

    /// <summary>All numbers, in a fixed order.</summary>
    public IReadOnlyList<RequestSample> Read() =>
    [
        .. from entry in _series
           orderby entry.Key.Service, entry.Key.Method, entry.Key.Code
           select entry.Value.Read(entry.Key.Service, entry.Key.Method, entry.Key.Code),
    ];

    private static string KnownMethod(string method)
    {
        var known = HttpMethods.GetCanonicalizedValue(method);
        return Methods.Contains(known) ? known : "other";
    }

    private static string[] Codes { get; } = [.. Enumerable.Range(0, 600).Select(code => code.ToString(CultureInfo.InvariantCulture))];

    private sealed class Durations
    {
        private readonly long[] _buckets = new long[LatencyBuckets.Bounds.Count + 1];
        private long _ticks;

        public void Count(TimeSpan took)
        {
            Interlocked.Increment(ref _buckets[LatencyBuckets.Of(took)]);
            Interlocked.Add(ref _ticks, took.Ticks);
        }

        public RequestSample Read(GatewayService service, string method, string code) =>
            new(service, method, code, [.. _buckets], TimeSpan.FromTicks(Volatile.Read(ref _ticks)));
    }
}
