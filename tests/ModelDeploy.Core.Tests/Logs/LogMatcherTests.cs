using System.Text;
using ModelDeploy.Core.Logs;

namespace ModelDeploy.Core.Tests.Logs;

public sealed class LogMatcherTests
{
    [Theory]
    [InlineData("", "anything", true)]
    [InlineData("loaded", "model loaded", true)]
    [InlineData("LOADED", "model loaded", true)]
    [InlineData("loaded", "MODEL LOADED", true)]
    [InlineData("loaded", "model load", false)]
    [InlineData("aab", "aaab", true)]
    [InlineData("straße", "Die STRAßE", true)]
    [InlineData("ÄRGER", "kein ärger", true)]
    [InlineData("привет", "ПРИВЕТ", true)]
    [InlineData("🚀 go", "a 🚀 GO", true)]
    [InlineData("(a|b)*", "not a pattern", false)]
    [InlineData("(a|b)*", "but text: (A|B)*", true)]
    [InlineData("x", "", false)]
    public void Text_is_found_whatever_its_case(string search, string line, bool expected) =>
        Assert.Equal(expected, Matches(new LogFilter(search), line));

    [Theory]
    [InlineData("INFO: started", "\u001b[32mINFO\u001b[0m: started", true)]
    [InlineData("32m", "\u001b[32mINFO\u001b[0m: started", false)]
    [InlineData("2J", "\u001b[2Jcleared", true)]
    [InlineData("end", "cut in the middle \u001b[3", false)]
    public void What_is_searched_is_what_is_shown_without_its_colours(string search, string line, bool expected) =>
        Assert.Equal(expected, Matches(new LogFilter(search), line));

    [Theory]
    [InlineData(LogStream.Out, "INFO: up", LogSeverity.Information, true)]
    [InlineData(LogStream.Out, "INFO: up", LogSeverity.Warning, false)]
    [InlineData(LogStream.Out, "\u001b[31mERROR\u001b[0m: down", LogSeverity.Error, true)]
    [InlineData(LogStream.Error, "  at Program.Main()", LogSeverity.Error, true)]
    [InlineData(LogStream.Platform, "Started as process 7", LogSeverity.Error, true)]
    public void Lines_below_the_severity_are_left_out_but_not_what_the_platform_says(LogStream stream, string line, LogSeverity atLeast, bool expected) =>
        Assert.Equal(expected, Matches(new LogFilter(AtLeast: atLeast), line, stream));

    [Fact]
    public void Both_together_must_hold()
    {
        var filter = new LogFilter("disk", LogSeverity.Warning);

        Assert.True(Matches(filter, "WARN disk is full"));
        Assert.False(Matches(filter, "INFO disk is fine"));
        Assert.False(Matches(filter, "WARN memory"));
    }

    private static bool Matches(LogFilter filter, string line, LogStream stream = LogStream.Out)
    {
        var matcher = new LogMatcher(filter);
        var matches = matcher.Matches(stream, Encoding.UTF8.GetBytes(line));
        Assert.Equal(matches, matcher.Matches(new LogLine("a", default, stream, line)));
        return matches;
    }
}
