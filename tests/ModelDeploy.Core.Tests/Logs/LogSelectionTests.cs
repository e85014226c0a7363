using ModelDeploy.Core.Logs;

namespace ModelDeploy.Core.Tests.Logs;

public sealed class LogSelectionTests
{
    [Theory]
    [InlineData("+a +b -c", null, "a b c")]
    [InlineData("+a -b -c -d", null, "a b c")]
    [InlineData("+a +b -c", "b", "b")]
    [InlineData("+a +b -c", "c", "c")]
    [InlineData("-a -b -c", null, "a b")]
    [InlineData("-a -b -c", "c", "c")]
    [InlineData("+a", "z", "")]
    [InlineData("", null, "")]
    public void On_opening_the_living_come_and_some_of_those_that_are_gone(string sources, string? replica, string expected) =>
        Assert.Equal(expected, string.Join(' ', LogSelection.OnOpening(replica, Sources(sources), mostGone: 2)));

    [Theory]
    [InlineData("+a +b -c", null, "a b")]
    [InlineData("-a -b", null, "")]
    [InlineData("+a -c", "c", "c")]
    public void Later_a_replica_that_is_gone_joins_only_where_it_was_asked_for(string sources, string? replica, string expected) =>
        Assert.Equal(expected, string.Join(' ', LogSelection.Later(replica, Sources(sources))));

    private static LogSource[] Sources(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => new LogSource(word[1..], word[0] == '+'))];
}
