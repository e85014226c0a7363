using System.Globalization;
using System.Text;

namespace ModelDeploy.Supervisor.Logging;

/// <summary>
/// Writes lines in the format of Kubernetes' container logs: stamp, stream, tag, text. Every stamp of a log is later than the one
/// before, so a stamp alone names a line. Safe to call from several threads.
/// </summary>
internal sealed class LineStamper(SegmentWriter segments, TimeProvider clock) : IDisposable
{
    /// <summary>Bytes of one line that are kept.</summary>
    public const int MaxLine = 16 * 1024;

    private const int MaxPrefix = 64;
    private readonly Lock _lock = new();
    private readonly byte[] _pending = new byte[64 * 1024];
    private int _length;
    private long _lastTicks;
    private long _lost;
    private long _lostTicks;

    /// <summary>Takes one line without its end. It is written at the next <see cref="Flush"/> at the latest.</summary>
    /// <param name="stream"><c>stdout</c>, <c>stderr</c> or <c>platform</c>.</param>
    /// <param name="line">At most <see cref="MaxLine"/> bytes.</param>
    /// <param name="cut">Whether the rest of it was thrown away.</param>
    public void Append(ReadOnlySpan<byte> stream, ReadOnlySpan<byte> line, bool cut)
    {
        lock (_lock)
        {
            if (_length + line.Length + MaxPrefix > _pending.Length)
                WritePending();
            _lastTicks = Math.Max(clock.GetUtcNow().Ticks, _lastTicks + 1);
            var at = new DateTime(_lastTicks, DateTimeKind.Utc);
            at.TryFormat(_pending.AsSpan(_length), out var written, "yyyy-MM-ddTHH:mm:ss.fffffff'00Z '", CultureInfo.InvariantCulture);
            _length += written;
            Add(stream);
            Add(cut ? " F:cut "u8 : " F "u8);
            Add(line);
            Add("\n"u8);
        }
    }

    /// <summary>Takes a sentence of the platform's own and writes it at once.</summary>
    public void Say(string sentence)
    {
        Append("platform"u8, Encoding.UTF8.GetBytes(sentence), cut: false);
        Flush();
    }

    /// <summary>Hands what is pending to the file.</summary>
    public void Flush()
    {
        lock (_lock)
            WritePending();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            WritePending();
            segments.Dispose();
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_pending.AsSpan(_length));
        _length += bytes.Length;
    }

    private void WritePending()
    {
        if (_length == 0)
            return;
        var pending = _pending.AsSpan(0, _length);
        var kept = TellLost() ? segments.Write(pending) : 0;
        if (kept < _length)
        {
            _lost += pending[kept..].Count((byte)'\n');
            _lostTicks = _lastTicks;
        }
        _length = 0;
    }

    /// <summary>Where lines are missing, says how many, under the stamp of the last of them; false when that cannot be written either.</summary>
    private bool TellLost()
    {
        if (_lost == 0)
            return true;
        var stamp = new DateTime(_lostTicks, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);
        var mark = Encoding.UTF8.GetBytes($"{stamp} platform F {_lost} {(_lost == 1 ? "line" : "lines")} could not be written here\n");
        if (segments.Write(mark) < mark.Length)
            return false;
        _lost = 0;
        return true;
    }
}
