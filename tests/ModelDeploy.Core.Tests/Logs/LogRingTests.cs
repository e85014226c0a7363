using ModelDeploy.Core.Logs;

namespace ModelDeploy.Core.Tests.Logs;

public sealed class LogRingTests
{
    [Theory]
    [InlineData(3, 100_000, 2, 0, "0 1")]
    [InlineData(3, 100_000, 3, 0, "0 1 2")]
    [InlineData(3, 100_000, 5, 2, "2 3 4")]
    [InlineData(9, 200, 5, 2, "2 3 4")]
    [InlineData(9, 10, 3, 2, "2")]
    public void The_newest_lines_stay_within_both_limits(int maxLines, long maxBytes, int added, int dropped, string expected)
    {
        var ring = new LogRing(maxLines, maxBytes);

        var gone = Enumerable.Range(0, added).Sum(second => ring.Add(Lines.At(second, "a")));

        Assert.Equal(dropped, gone);
        Assert.Equal(expected, string.Join(' ', ring.ToList().Select(line => line.Text)));
    }
}
