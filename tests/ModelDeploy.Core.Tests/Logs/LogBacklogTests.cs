using ModelDeploy.Core.Logs;

namespace ModelDeploy.Core.Tests.Logs;

public sealed class LogBacklogTests
{
    private static readonly DateTimeOffset Now = Lines.Start.AddSeconds(100);

    [Theory]
    [InlineData("a1 b2 a3", "", 9, "1", "a1 b2 a3")]
    [InlineData("a1 b2 a3", "", 2, "2", "b2 a3")]
    [InlineData("a1 b1 a1 b2", "", 2, "1", "a1 b1 a1 b2")]
    [InlineData("a1 b2 a3 b4", "3", 9, "3", "a3 b4")]
    [InlineData("a1 b2 a3 b4", "2 4", 9, "4", "b4")]
    [InlineData("a1 b2 a3 b4", "1 2", 1, "4", "b4")]
    [InlineData("", "", 9, "100", "")]
    public void All_replicas_are_cut_at_one_moment(string merged, string wholeSince, int maxLines, string from, string expected)
    {
        var backlog = LogBacklog.Cut([.. Split(merged).Select(Line)], Split(wholeSince).Select(At), maxLines, maxBytes: 1 << 20, Now);

        Assert.Equal(At(from), backlog.From);
        Assert.Equal(expected, string.Join(' ', backlog.Lines.Select(line => line.Replica + line.Text)));
    }

    [Fact]
    public void Long_lines_make_it_shorter()
    {
        var backlog = LogBacklog.Cut([Line("a1"), Line("a2"), Line("a3")], [], maxLines: 9, maxBytes: 100, Now);

        Assert.Equal(["2", "3"], backlog.Lines.Select(line => line.Text));
    }

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static LogLine Line(string word) => Lines.At(word[1..], word[..1]);

    private static DateTimeOffset At(string second) => Lines.At(second, "").Position.Time;
}
