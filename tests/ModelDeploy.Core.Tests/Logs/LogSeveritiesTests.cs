using System.Text;
using ModelDeploy.Core.Logs;

namespace ModelDeploy.Core.Tests.Logs;

public sealed class LogSeveritiesTests
{
    [Theory]
    [InlineData("INFO:     Started server process", LogSeverity.Information)]
    [InlineData("2026-11-21 09:00:00,123 - model - DEBUG - shapes (1, 4)", LogSeverity.Debug)]
    [InlineData("2026-11-21 09:00:00 WARNING root: slow", LogSeverity.Warning)]
    [InlineData("[2026-11-21 09:00:00 +0000] [7] [ERROR] Exception in worker", LogSeverity.Error)]
    [InlineData("[info     ] loaded               model=iris", LogSeverity.Information)]
    [InlineData("fail: Microsoft.Hosting[0]", LogSeverity.Error)]
    [InlineData("dbug: Microsoft.Hosting[0]", LogSeverity.Debug)]
    [InlineData("trce: Microsoft.Hosting[0]", LogSeverity.Trace)]
    [InlineData("[09:00:00 WRN] low on memory", LogSeverity.Warning)]
    [InlineData("{\"time\":\"2026\",\"level\":\"error\",\"msg\":\"no\"}", LogSeverity.Error)]
    [InlineData("{\"severity\": \"Warning\", \"message\": \"x\"}", LogSeverity.Warning)]
    [InlineData("time=2026-11-21T09:00:00Z level=warn msg=\"an error was avoided\"", LogSeverity.Warning)]
    [InlineData("E1121 09:00:00.000000       7 server.go:1] no", LogSeverity.Error)]
    [InlineData("I1121 09:00:00.000000       7 server.go:1] ERROR is a word here", LogSeverity.Information)]
    [InlineData("ValueError: could not convert string to float", LogSeverity.Error)]
    [InlineData("System.InvalidOperationException: no", LogSeverity.Error)]
    [InlineData("Traceback (most recent call last):", LogSeverity.Error)]
    [InlineData("panic: runtime error", LogSeverity.Error)]
    [InlineData("<warning> disk", LogSeverity.Warning)]
    [InlineData("INFO an ERROR was avoided", LogSeverity.Information)]
    public void The_severity_that_a_line_names_counts(string line, LogSeverity expected)
    {
        Assert.Equal(expected, LogSeverities.Of(LogStream.Out, Encoding.UTF8.GetBytes(line)));
        Assert.Equal(expected, LogSeverities.Of(LogStream.Error, Encoding.UTF8.GetBytes(line)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("epoch 1: loss 0.3")]
    [InlineData("the error was small, a warning for debug")]
    [InlineData("  File \"serve.py\", line 3, in <module>")]
    [InlineData("mirror: ok")]
    public void A_line_that_names_none_is_information_or_on_the_error_output_an_error(string line)
    {
        Assert.Equal(LogSeverity.Information, LogSeverities.Of(LogStream.Out, Encoding.UTF8.GetBytes(line)));
        Assert.Equal(LogSeverity.Error, LogSeverities.Of(LogStream.Error, Encoding.UTF8.GetBytes(line)));
    }

    [Fact]
    public void Only_the_beginning_of_a_line_is_looked_at() =>
        Assert.Equal(LogSeverity.Information, LogSeverities.Of(LogStream.Out, Encoding.UTF8.GetBytes(new string('x', 300) + " ERROR")));
}
