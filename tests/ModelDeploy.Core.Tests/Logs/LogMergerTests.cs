using ModelDeploy.Core.Logs;

namespace ModelDeploy.Core.Tests.Logs;

public sealed class LogMergerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a1 a2 a3", "a1 a2 a3")]
    [InlineData("a1 a4 b2 b3", "a1 b2 b3 a4")]
    [InlineData("b1 a1 c1", "a1 b1 c1")]
    [InlineData("a1 a1 b1 a1", "a1 a1 a1 b1")]
    [InlineData("a5 a2 b3", "b3 a5 a2")]
    public void Lines_are_in_order_of_time_and_each_replica_keeps_its_own_order(string lines, string expected)
    {
        var merged = LogMerger.Merge(Words(lines).Select(word => Lines.At(word[1..], word[..1])));

        Assert.Equal(Words(expected), merged.Select(line => line.Replica + line.Text));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
