using System.Net;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Gateway.Answers;

namespace ModelDeploy.Gateway.Forwarding;

/// <summary>A client's body on its way to a replica, streamed once, counted while it flows.</summary>
internal sealed class RequestBody : HttpContent
{
    private readonly Exchange _exchange;
    private readonly RequestClock _clock;
    private readonly long _limit;
    private StreamPump? _pump;
    private Task _sending = Task.CompletedTask;

    public RequestBody(Exchange exchange, RequestClock clock, long limit)
    {
        _exchange = exchange;
        _clock = clock;
        _limit = limit;
    }

    /// <summary>Whether some of it may have been read: then it cannot be sent again.</summary>
    public bool HasStarted => _pump is not null;

    /// <summary>What was wrong with the body itself, if that is why it ended; else null.</summary>
    public GatewayError? Fault { get; private set; }

    /// <summary>Whether it waits for the client to send more.</summary>
    public bool WaitsForClient => _pump is { IsReading: true };

    /// <summary>
    /// Ends what is still being sent, as a model may answer before it has read everything. When this returns, the client's
    /// stream is no longer touched. Never throws.
    /// </summary>
    public async Task StopAsync()
    {
        if (!_sending.IsCompleted)
            _clock.End();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _sending = SendAsync(stream);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _sending = SendAsync(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = _exchange.Context.Request.ContentLength ?? 0;
        return _exchange.Context.Request.ContentLength is not null;
    }

    private async Task SendAsync(Stream replica)
    {
        _pump = new StreamPump(_exchange.Context.Request.Body, replica, _clock, Count);
        try
        {
            await _pump.RunAsync();
            _clock.RequestSent();
        }
        catch (IOException) when (_pump.IsReading)
        {
            Fail(GatewayErrors.BodyBroken);
            throw;
        }
    }

    private void Count(ReadOnlyMemory<byte> piece)
    {
        _exchange.CountIn(piece);
        if (_exchange.BytesIn <= _limit)
            return;
        Fail(GatewayErrors.BodyTooLarge);
        _clock.Token.ThrowIfCancellationRequested();
    }

    /// <summary>Ends the whole exchange: a replica that has begun to answer would otherwise wait for the rest.</summary>
    private void Fail(GatewayError fault)
    {
        Fault = fault;
        _clock.End();
    }
}
