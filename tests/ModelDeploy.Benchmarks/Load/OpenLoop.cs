using System.Diagnostics;
using ModelDeploy.Benchmarks.Running;

namespace ModelDeploy.Benchmarks.Load;

/// <summary>
/// Requests at a fixed rate, whether or not earlier ones were answered. Each connection has a timetable of its own; a request
/// that finds its connection busy when it is due counts from then, so that a slow answer is not forgiven. Lateness of this
/// program's own timers does not count.
/// </summary>
internal static class OpenLoop
{
    private const int Connections = 64;

    /// <summary>Sends at this rate for so long and gives the delays.</summary>
    public static async Task<Delays> RunAsync(Uri address, double rate, TimeSpan duration, CancellationToken stop)
    {
        var interval = Connections / rate;
        var start = Stopwatch.GetTimestamp();
        var connections = await Task.WhenAll(Enumerable.Range(0, Connections).Select(number =>
            Task.Run(() => DriveAsync(address, start, number * interval / Connections, interval, duration, stop), stop)));
        List<double> all = [.. connections.SelectMany(delays => delays)];
        return new Delays(Rounds.Quantile(all, 0.5), Rounds.Quantile(all, 0.99), all.Count / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static async Task<List<double>> DriveAsync(
        Uri address, long start, double offset, double interval, TimeSpan duration, CancellationToken stop)
    {
        using var connection = await LoadConnection.OpenAsync(address, stop);
        List<double> delays = [];
        for (var due = offset; due < duration.TotalSeconds; due += interval)
        {
            var begin = due;
            if (Now(start) < due)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, due - Now(start))), stop);
                begin = Now(start);
            }
            await connection.AskAsync(stop);
            delays.Add((Now(start) - begin) * 1000);
        }
        return delays;
    }

    private static double Now(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;
}
