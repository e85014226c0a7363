using ModelDeploy.Core.Logs;

namespace ModelDeploy.Core.Tests.Logs;

public sealed class LogBackOffTests
{
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(6, 16)]
    [InlineData(7, 30)]
    [InlineData(1_000, 30)]
    public void The_pause_doubles_up_to_half_a_minute(int failures, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), LogBackOff.After(failures));
}
