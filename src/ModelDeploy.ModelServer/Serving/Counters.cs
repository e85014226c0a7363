using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace ModelDeploy.ModelServer.Serving;

/// <summary>What was served since the start, in Prometheus' text format.</summary>
internal sealed class Counters
{
    private readonly ConcurrentDictionary<(string Protocol, int Code), long> _requests = new();
    private readonly Lock _rewardLock = new();
    private int _inFlight;
    private long _rows, _feedback;
    private double _reward;

    /// <summary>Predictions that are being answered now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>A prediction is asked for.</summary>
    public void Begin() => Interlocked.Increment(ref _inFlight);

    /// <summary>It was answered, or given up.</summary>
    public void End(string protocol, int code)
    {
        Interlocked.Decrement(ref _inFlight);
        _requests.AddOrUpdate((protocol, code), 1, (_, count) => count + 1);
    }

    /// <summary>Predicted rows.</summary>
    public void Rows(int rows) => Interlocked.Add(ref _rows, rows);

    /// <summary>One feedback with its reward, which may be negative.</summary>
    public void Feedback(double reward)
    {
        lock (_rewardLock)
        {
            _feedback++;
            _reward += reward;
        }
    }

    /// <summary>The text that <c>/metrics</c> answers.</summary>
    public string ToPrometheus()
    {
        var text = new StringBuilder();
        text.Append("# HELP model_requests_total Answered requests by protocol and HTTP status.\n# TYPE model_requests_total counter\n");
        foreach (var ((protocol, code), count) in _requests.OrderBy(request => request.Key))
            text.Append(CultureInfo.InvariantCulture, $"model_requests_total{{protocol=\"{protocol}\",code=\"{code}\"}} {count}\n");
        Append(text, "model_requests_in_flight", "gauge", "Predictions being answered now.", InFlight);
        Append(text, "model_predictions_total", "counter", "Predicted rows.", Interlocked.Read(ref _rows));
        lock (_rewardLock)
        {
            Append(text, "model_feedback_total", "counter", "Feedback messages.", _feedback);
            Append(text, "model_feedback_reward", "gauge", "Sum of all rewards.", _reward);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, string type, string help, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{name} {value}\n");
}
