using System.Buffers;

namespace ModelDeploy.Gateway.Forwarding;

/// <summary>Moves bytes from one stream to another as they come, in constant memory.</summary>
/// <param name="source">Read to its end.</param>
/// <param name="target">Written to; not closed.</param>
/// <param name="clock">Told of every piece.</param>
/// <param name="moved">Called with every piece before it is written; throwing ends the copy.</param>
internal sealed class StreamPump(Stream source, Stream target, RequestClock clock, Action<ReadOnlyMemory<byte>> moved)
{
    private const int BufferSize = 32 * 1024;

    private volatile bool _isReading;

    /// <summary>Whether it waits for the source now.</summary>
    public bool IsReading => _isReading;

    /// <summary>
    /// Copies until the source ends. Whatever was written is flushed before waiting for more, so that a pause on one side
    /// is seen on the other, and small bodies still leave in one piece.
    /// </summary>
    public async Task RunAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        while (true)
        {
            var read = await ReadAsync(buffer);
            if (read == 0)
                break;
            moved(buffer.AsMemory(0, read));
            await target.WriteAsync(buffer.AsMemory(0, read), clock.Token);
        }
        // Not after a failure: a read that still goes on would write into somebody else's buffer.
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        clock.Progress();
        var reading = source.ReadAsync(buffer, clock.Token);
        if (!reading.IsCompleted)
            await target.FlushAsync(clock.Token);
        _isReading = true;
        var read = await reading;
        _isReading = false;
        return read;
    }
}
