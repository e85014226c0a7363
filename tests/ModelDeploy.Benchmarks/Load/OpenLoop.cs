using System.Diagnostics;
using ModelDeploy.Benchmarks.Running;

namespace ModelDeploy.Benchmarks.Load;

/// <summary>
/// Requests at a fixed rate, whether or not earlier ones were answered. Each connection has a timetable of its own; a request
/// that finds its connection busy when it is due counts from then, so that a slow answer is not forgiven. Lateness of this
/// program's own timers does not count. One thread without any machinery drives them all: what it takes of the processors is
/// missing from what it measures.
/// </summary>
internal sealed class OpenLoop
{
    private const int Connections = 64;
    private readonly LoadConnection[] _connections;
    private readonly DescriptorPoll _poll;
    private readonly double[] _due = new double[Connections];
    private readonly double[] _begun = new double[Connections];
    private readonly List<double> _delays = [];
    private readonly double _interval;
    private readonly double _end;
    private readonly long _start;

    private OpenLoop(LoadConnection[] connections, double rate, TimeSpan duration)
    {
        (_connections, _interval, _end) = (connections, Connections / rate, duration.TotalSeconds);
        _poll = new DescriptorPoll([.. connections.Select(connection => connection.Descriptor)]);
        for (var number = 0; number < Connections; number++)
            _due[number] = number * _interval / Connections;
        _start = Stopwatch.GetTimestamp();
    }

    private double Now => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Sends at this rate for so long and gives the delays.</summary>
    public static async Task<Delays> RunAsync(Uri address, double rate, TimeSpan duration, CancellationToken stop)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => LoadConnection.OpenAsync(address, stop)));
        try
        {
            return await Task.Factory.StartNew(
                () => new OpenLoop(connections, rate, duration).Drive(stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            foreach (var connection in connections)
                connection.Dispose();
        }
    }

    private Delays Drive(CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var (next, busy) = SendWhatIsDue();
            if (busy == 0 && double.IsPositiveInfinity(next))
                break;
            _poll.Wait(TimeSpan.FromSeconds(Math.Clamp(next - Now, 0, 0.1)));
            for (var number = 0; number < Connections; number++)
            {
                if (_poll.IsReadable(number))
                    Receive(number);
            }
        }
        return new Delays(Rounds.Quantile(_delays, 0.5), Rounds.Quantile(_delays, 0.99), _delays.Count / Now);
    }

    /// <summary>Gives when the next idle connection has something to send, and how many wait for an answer.</summary>
    private (double Next, int Busy) SendWhatIsDue()
    {
        var (next, busy) = (double.PositiveInfinity, 0);
        for (var number = 0; number < Connections; number++)
        {
            if (!_connections[number].IsBusy && _due[number] < _end && _due[number] <= Now)
            {
                // Due while the connection was busy: its begin was set to that moment when the answer came.
                _begun[number] = _begun[number] < 0 ? -_begun[number] : Now;
                _due[number] += _interval;
                _connections[number].Send();
            }
            if (_connections[number].IsBusy)
                busy++;
            else if (_due[number] < _end)
                next = Math.Min(next, _due[number]);
        }
        return (next, busy);
    }

    private void Receive(int number)
    {
        if (!_connections[number].Receive())
            return;
        var now = Now;
        _delays.Add((now - _begun[number]) * 1000);
        _begun[number] = _due[number] <= now ? -_due[number] : 0;
    }
}
