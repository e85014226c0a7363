using Microsoft.Win32.SafeHandles;

namespace ModelDeploy.Local.Processes.Logs;

/// <summary>Hands out the whole lines of one segment from an offset on, as far as they are written.</summary>
internal sealed class SegmentReader(string path, long offset) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private long _offset = offset;

    /// <summary>What to do with one line, given without its end.</summary>
    public delegate void Take(ReadOnlySpan<byte> line);

    /// <summary>Reads one buffer full of lines; false when no whole line has come.</summary>
    public bool Read(Take take)
    {
        var bytes = _buffer.AsSpan(0, RandomAccess.Read(_file, _buffer, _offset));
        var whole = bytes.LastIndexOf((byte)'\n') + 1;
        if (whole == 0 && bytes.Length < _buffer.Length)
            return false;
        var lines = bytes[..whole];
        while (lines.IndexOf((byte)'\n') is >= 0 and var end)
        {
            take(lines[..end]);
            lines = lines[(end + 1)..];
        }
        // A whole buffer without a line's end was not written by a supervisor: passed over.
        _offset += whole == 0 ? bytes.Length : whole;
        return true;
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
