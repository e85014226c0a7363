using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using ModelDeploy.Core.Logs;

namespace ModelDeploy.Kubernetes.Runtime.Logs;

/// <summary>Reads the lines of one answer of the log API. What is longer than a line may be is cut and thrown away as it comes.</summary>
/// <param name="stream">The answer's body.</param>
/// <param name="replica">Whose log it is.</param>
internal sealed class PodLogReader(Stream stream, string replica)
{
    /// <summary>Bytes of a line's text that are kept.</summary>
    public const int LongestText = 16 * 1024;

    private const int LongestLine = LongestText + PodLogStamp.Longest + 1;

    private LogPosition _last = new(default, -1);
    private bool _isInsideLongLine;

    /// <summary>
    /// The lines to the end. Which of the lines of one stamp a line is, is counted from the first that is read: begin at a full second,
    /// or at the beginning of the log.
    /// </summary>
    public async IAsyncEnumerable<LogLine> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            while (true)
            {
                var read = await pipe.ReadAsync(stop);
                var buffer = read.Buffer;
                while (Next(ref buffer, read.IsCompleted, out var line))
                {
                    if (line is not null)
                        yield return line;
                }
                pipe.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                    yield break;
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    /// <summary>Takes the next line from the buffer; false when more must be read first. No line for what is not the model's.</summary>
    private bool Next(ref ReadOnlySequence<byte> buffer, bool isAll, out LogLine? line)
    {
        line = null;
        if (buffer.IsEmpty)
            return false;
        var end = buffer.PositionOf((byte)'\n');
        if (end is null && buffer.Length < LongestLine && !isAll)
            return false;

        // Without an end, it is the last line, or one that is too long already.
        var whole = end is { } found ? buffer.Slice(0, found) : buffer;
        buffer = end is { } at ? buffer.Slice(buffer.GetPosition(1, at)) : buffer.Slice(buffer.End);
        if (!_isInsideLongLine)
            line = Parse(whole.Length > LongestLine ? whole.Slice(0, LongestLine) : whole);
        _isInsideLongLine = end is null;
        return true;
    }

    private LogLine? Parse(ReadOnlySequence<byte> bytes)
    {
        ReadOnlySpan<byte> text = bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();
        if (!PodLogStamp.TryCut(ref text, out var time))
            return null;
        _last = time == _last.Time ? _last with { Count = _last.Count + 1 } : new LogPosition(time, 0);
        var cut = text.Length > LongestText;
        return new LogLine(replica, _last, LogStream.Out, Encoding.UTF8.GetString(cut ? text[..WholeCharacters(text)] : text), cut);
    }

    private static int WholeCharacters(ReadOnlySpan<byte> text)
    {
        var length = LongestText;
        while (length > LongestText - 4 && (text[length] & 0xC0) == 0x80)
            length--;
        return length;
    }
}
