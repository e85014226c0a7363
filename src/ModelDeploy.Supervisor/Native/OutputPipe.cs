using System.Runtime.InteropServices;

namespace ModelDeploy.Supervisor.Native;

/// <summary>A pipe from the model to the supervisor. Neither end is inherited except as the model's own output.</summary>
internal sealed unsafe class OutputPipe
{
    private const int SetDescriptorFlags = 2;
    private const int CloseOnExec = 1;
    private const int Interrupted = 4;

    private readonly int _readEnd;

    /// <summary>Opens the pipe.</summary>
    public OutputPipe()
    {
        var ends = stackalloc int[2];
        if (Libc.Pipe(ends) != 0)
            throw new IOException($"pipe failed: {Marshal.GetLastPInvokeErrorMessage()}");
        (_readEnd, WriteEnd) = (ends[0], ends[1]);
        Libc.Fcntl(_readEnd, SetDescriptorFlags, CloseOnExec);
        Libc.Fcntl(WriteEnd, SetDescriptorFlags, CloseOnExec);
    }

    /// <summary>The descriptor that becomes the model's output.</summary>
    public int WriteEnd { get; }

    /// <summary>Closes our copy of the write end, so that reading ends when the last process that holds one has ended.</summary>
    public void CloseWriteEnd() => Libc.Close(WriteEnd);

    /// <summary>Waits for bytes; 0 when everybody has closed the write end.</summary>
    public int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var count = Libc.Read(_readEnd, start, (nuint)buffer.Length);
                if (count >= 0)
                    return (int)count;
                if (Marshal.GetLastPInvokeError() != Interrupted)
                    return 0;
            }
        }
    }
}
