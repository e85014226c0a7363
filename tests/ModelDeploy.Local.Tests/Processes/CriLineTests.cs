using System.Text;
using ModelDeploy.Core.Logs;
using ModelDeploy.Local.Processes.Logs;

namespace ModelDeploy.Local.Tests.Processes;

public sealed class CriLineTests
{
    [Theory]
    [InlineData("2026-11-21T09:00:00.123456700Z stdout F hello  world ", LogStream.Out, "hello  world ", false)]
    [InlineData("2026-11-21T09:00:00.123456700Z stderr F ", LogStream.Error, "", false)]
    [InlineData("2026-11-21T09:00:00.123456700Z platform F Exited with code 3", LogStream.Platform, "Exited with code 3", false)]
    [InlineData("2026-11-21T09:00:00.123456700Z stdout F:cut xxx", LogStream.Out, "xxx", true)]
    [InlineData("2026-11-21T09:00:00.123456799Z stdout F nine digits", LogStream.Out, "nine digits", false)]
    [InlineData("2026-11-21T09:00:00.123456700Z stdout F \u001b[31mrote Grüße\u001b[0m 🙂", LogStream.Out, "\u001b[31mrote Grüße\u001b[0m 🙂", false)]
    public void A_line_is_read_with_stamp_stream_and_raw_text(string line, LogStream stream, string text, bool cut)
    {
        var time = new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero).AddTicks(1234567);

        Assert.Equal(
            new LogLine("iris-1", new LogPosition(time, 0), stream, text, cut),
            CriLine.Parse("iris-1", Encoding.UTF8.GetBytes(line)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("2026-11-21T09:00:00.123456700Z")]
    [InlineData("2026-11-21T09:00:00.123456700Z stdout")]
    [InlineData("2026-11-21T09:00:00.123456700Z elsewhere F text")]
    [InlineData("2026-13-21T09:00:00.123456700Z stdout F text")]
    [InlineData("2026-11-21T09:00:00Z stdout F text")]
    public void What_no_supervisor_wrote_is_no_line(string line) =>
        Assert.Null(CriLine.Parse("iris-1", Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Bytes_that_are_no_text_are_shown_as_such()
    {
        byte[] line = [.. "2026-11-21T09:00:00.123456700Z stdout F a"u8, 0xFF, .. "b"u8];

        Assert.Equal("a\uFFFDb", CriLine.Parse("iris-1", line)!.Text);
    }
}
