using Microsoft.AspNetCore.Http.Features;

namespace ModelDeploy.Gateway.Direct;

/// <summary>What a connection is to a request from outside: either side can end it.</summary>
internal sealed class DirectLine : IHttpRequestLifetimeFeature, IDisposable
{
    private readonly CancellationTokenSource _end;

    public DirectLine(CancellationToken stop)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        RequestAborted = _end.Token;
    }

    /// <summary>Whether the gateway broke the answer off.</summary>
    public bool IsBroken { get; private set; }

    public CancellationToken RequestAborted { get; set; }

    public void Abort()
    {
        IsBroken = true;
        _end.Cancel();
    }

    /// <summary>The client has enough.</summary>
    public void HangUp() => _end.Cancel();

    public void Dispose() => _end.Dispose();
}
