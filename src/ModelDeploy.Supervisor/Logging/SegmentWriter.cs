using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ModelDeploy.Supervisor.Logging;

/// <summary>
/// Appends to numbered segments (<c>000001.log</c>, <c>000002.log</c>, …): a full one is never touched again, the next begins,
/// and the oldest beyond the limit go. A disk that refuses to be written costs lines, never the model.
/// </summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly string _directory;
    private readonly long _segmentBytes;
    private readonly int _segments;
    private FileStream? _current;
    private int _number;

    /// <summary>Goes on after the newest segment that is there.</summary>
    public SegmentWriter(string directory, long segmentBytes, int segments)
    {
        (_directory, _segmentBytes, _segments) = (directory, segmentBytes, segments);
        Directory.CreateDirectory(directory);
        _number = Numbers().DefaultIfEmpty(1).Max();
    }

    /// <summary>
    /// Appends whole lines and returns how many bytes of them are kept: all, or, when the disk takes no more, as many whole lines
    /// as it took. There is never half a line in a segment.
    /// </summary>
    public int Write(ReadOnlySpan<byte> lines)
    {
        try
        {
            _current ??= Open();
            if (_current.Position > 0 && _current.Position + lines.Length > _segmentBytes)
                Advance();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return 0;
        }

        var before = _current.Position;
        try
        {
            _current.Write(lines);
            return lines.Length;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return KeepWholeLines(_current, before, lines);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _current?.Dispose();

    [MemberNotNull(nameof(_current))]
    private void Advance()
    {
        _current?.Dispose();
        _current = null;
        _number++;
        _current = Open();
        foreach (var number in Numbers().Where(number => number <= _number - _segments))
            File.Delete(PathOf(number));
    }

    /// <summary>A reader may have passed the whole lines already: only what follows them is taken away.</summary>
    private static int KeepWholeLines(FileStream segment, long before, ReadOnlySpan<byte> lines)
    {
        var written = (int)Math.Clamp(segment.Length - before, 0, lines.Length);
        var whole = lines[..written].LastIndexOf((byte)'\n') + 1;
        segment.SetLength(before + whole);
        segment.Position = before + whole;
        return whole;
    }

    private FileStream Open() => new(PathOf(_number), new FileStreamOptions
    {
        Mode = FileMode.Append,
        Access = FileAccess.Write,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
    });

    private string PathOf(int number) => Path.Combine(_directory, number.ToString("D6", CultureInfo.InvariantCulture) + ".log");

    private IEnumerable<int> Numbers() =>
        from file in Directory.EnumerateFiles(_directory, "*.log")
        select int.TryParse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
