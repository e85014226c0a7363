namespace ModelDeploy.Gateway.Forwarding;

/// <summary>
/// How long one request may still take: bodies and streams for as long as something moves, a model's answer for a
/// while after its request was complete. One token for everything done for the request; it also ends when the client goes.
/// </summary>
internal sealed class RequestClock : IDisposable
{
    private readonly Lock _lock = new();
    private readonly GatewayOptions _limits;
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _clientGone;
    private bool _answering;

    public RequestClock(GatewayOptions limits, TimeProvider time, CancellationToken clientGone)
    {
        _limits = limits;
        _end = new CancellationTokenSource(limits.IdleTimeout, time);
        _clientGone = clientGone.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
        Token = _end.Token;
    }

    /// <summary>Cancelled when the time is over, the client gone or <see cref="End"/> called.</summary>
    public CancellationToken Token { get; }

    /// <summary>Something moved.</summary>
    public void Progress() => _end.CancelAfter(_limits.IdleTimeout);

    /// <summary>The model has the whole request; unless it is answering already, it shall begin to.</summary>
    public void RequestSent()
    {
        lock (_lock)
        {
            if (!_answering)
                _end.CancelAfter(_limits.AnswerTimeout);
        }
    }

    /// <summary>The model has begun to answer.</summary>
    public void AnswerBegun()
    {
        lock (_lock)
        {
            _answering = true;
            Progress();
        }
    }

    /// <summary>The model is asked once more.</summary>
    public void StartOver()
    {
        lock (_lock)
            _answering = false;
        Progress();
    }

    /// <summary>
    /// From now on the client's leaving ends nothing by itself: the connection is a plain stream, and its end is read there,
    /// after the last that the client has said.
    /// </summary>
    public void LeaveClientToItsStream() => _clientGone.Dispose();

    /// <summary>Ends everything that is still going on for the request.</summary>
    public void End() => _end.Cancel();

    public void Dispose()
    {
        _clientGone.Dispose();
        _end.Dispose();
    }
}
