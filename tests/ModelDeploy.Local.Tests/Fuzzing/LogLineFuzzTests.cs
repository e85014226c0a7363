using System.Text;
using CsCheck;
using ModelDeploy.Core.Logs;
using ModelDeploy.Local.Processes.Logs;
using ModelDeploy.Local.Tests.Store;
using ModelDeploy.Supervisor.Logging;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Fuzzing;

namespace ModelDeploy.Local.Tests.Fuzzing;

/// <summary>Lines on their way through a replica's log file.</summary>
public sealed class LogLineFuzzTests
{
    private static readonly Gen<byte[]> Texts = Gen.OneOf(HostileText.Any.Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 60])
        .Select(bytes => bytes.Where(one => one != (byte)'\n').Take(LineStamper.MaxLine).ToArray());

    [Fact]
    public void What_a_supervisor_writes_is_read_back_line_by_line_in_the_same_order()
    {
        using var directory = new TempDirectory();
        using var log = new LineStamper(new SegmentWriter(directory.Path, segmentBytes: 10_000_000_000, segments: 2), new ManualTime(DateTimeOffset.UnixEpoch));
        log.Say("begin");
        using var reader = new SegmentReader(LogSegment.In(directory.Path).Single().Path, 0);
        LogPosition last = default;
        Fuzz.Holds(
            Gen.Select(Texts, Gen.Bool).Array[1, 4],
            lines =>
            {
                foreach (var (text, isError) in lines)
                    log.Append(isError ? "stderr"u8 : "stdout"u8, text, cut: isError);
                log.Flush();
                List<LogLine> read = [];
                while (reader.Read(bytes => read.Add(CriLine.Parse("iris-1", bytes)!)))
                {
                }
                Assert.Equal(
                    lines.Select(line => (Encoding.UTF8.GetString(line.Item1), line.Item2 ? LogStream.Error : LogStream.Out, line.Item2)),
                    read.Where(line => line.Stream is not LogStream.Platform).Select(line => (line.Text, line.Stream, line.Cut)));
                Assert.All(read, line =>
                {
                    Assert.True(line.Position.CompareTo(last) > 0);
                    last = line.Position;
                });
            });
    }

    [Fact]
    public void Whatever_stands_in_a_file_it_is_a_line_or_nothing() => Fuzz.Holds(
        Gen.OneOf(Mutated.Of("2026-11-21T09:00:00.123456700Z stdout F text").Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 60]),
        bytes =>
        {
            if (CriLine.Parse("iris-1", bytes) is { } line)
                Assert.EndsWith(line.Text, Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        });
}
