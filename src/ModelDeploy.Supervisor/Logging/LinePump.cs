using System.Text;
using ModelDeploy.Supervisor.Native;

namespace ModelDeploy.Supervisor.Logging;

/// <summary>Moves one output of the model, line by line, into the log until everybody has closed it.</summary>
internal sealed class LinePump
{
    private readonly OutputPipe _pipe;
    private readonly byte[] _stream;
    private readonly LineStamper _log;
    private readonly byte[] _line = new byte[LineStamper.MaxLine];
    private readonly Thread _thread;
    private int _length;
    private bool _cut;

    /// <summary>Starts to move on a thread of its own.</summary>
    public LinePump(OutputPipe pipe, string stream, LineStamper log)
    {
        (_pipe, _stream, _log) = (pipe, Encoding.ASCII.GetBytes(stream), log);
        _thread = new Thread(Run, maxStackSize: 128 * 1024) { IsBackground = true, Name = stream };
        _thread.Start();
    }

    /// <summary>Waits for the end, but not for ever: a process that escaped may hold the pipe.</summary>
    public void Finish(TimeSpan atMost) => _thread.Join(atMost);

    private void Run()
    {
        var buffer = new byte[32 * 1024];
        while (_pipe.Read(buffer) is > 0 and var count)
        {
            Take(buffer.AsSpan(0, count));
            _log.Flush();
        }
        if (_length > 0)
            EndLine();
        _log.Flush();
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            Keep(bytes[..end]);
            EndLine();
            bytes = bytes[(end + 1)..];
        }
        Keep(bytes);
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        var kept = Math.Min(part.Length, _line.Length - _length);
        part[..kept].CopyTo(_line.AsSpan(_length));
        _length += kept;
        _cut |= kept < part.Length;
    }

    private void EndLine()
    {
        if (_cut)
            _length = WithoutHalfCharacter(_line.AsSpan(0, _length));
        _log.Append(_stream, _line.AsSpan(0, _length), _cut);
        (_length, _cut) = (0, false);
    }

    private static int WithoutHalfCharacter(ReadOnlySpan<byte> text)
    {
        var start = text.Length - 1;
        while (start > text.Length - 4 && (text[start] & 0xC0) == 0x80)
            start--;
        return Rune.DecodeFromUtf8(text[start..], out _, out _) is System.Buffers.OperationStatus.NeedMoreData ? start : text.Length;
    }
}
