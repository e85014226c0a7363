namespace ModelDeploy.Gateway.Direct;

/// <summary>Keeps the first bytes that are written to it; what is beyond them is dropped, and the other side told once.</summary>
internal sealed class CutStream(int mostBytes, Action full) : Stream
{
    private readonly MemoryStream _kept = new();

    /// <summary>Whether anything was written.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Whether something was dropped.</summary>
    public bool IsCut { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>What was kept.</summary>
    public ReadOnlyMemory<byte> Read() => _kept.ToArray();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        HasStarted = true;
        var room = mostBytes - (int)_kept.Length;
        _kept.Write(buffer[..Math.Min(room, buffer.Length)]);
        if (buffer.Length <= room || IsCut)
            return;
        IsCut = true;
        full();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
