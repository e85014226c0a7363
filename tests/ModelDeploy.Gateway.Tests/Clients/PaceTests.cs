using ModelDeploy.Gateway.Clients;

namespace ModelDeploy.Gateway.Tests.Clients;

public sealed class PaceTests
{
    private static readonly TimeSpan Start = TimeSpan.FromDays(1);

    [Fact]
    public void As_many_as_in_a_second_may_come_at_once_and_then_one_by_one()
    {
        var pace = new Pace();
        Assert.Equal([null, null, null, null, TimeSpan.FromMilliseconds(250)], Enumerable.Range(0, 5).Select(_ => pace.TryTake(Start, 4)));

        Assert.Equal(TimeSpan.FromMilliseconds(50), pace.TryTake(Start + TimeSpan.FromMilliseconds(200), 4));
        Assert.Null(pace.TryTake(Start + TimeSpan.FromMilliseconds(250), 4));
        Assert.Equal(TimeSpan.FromMilliseconds(250), pace.TryTake(Start + TimeSpan.FromMilliseconds(250), 4));
    }

    [Fact]
    public void Who_was_away_has_saved_up_one_second_and_no_more()
    {
        var pace = new Pace();
        Assert.Null(pace.TryTake(Start, 2));
        var later = Start + TimeSpan.FromHours(1);
        Assert.Equal([null, null, TimeSpan.FromMilliseconds(500)], Enumerable.Range(0, 3).Select(_ => pace.TryTake(later, 2)));
    }

    [Fact]
    public void Who_is_refused_does_not_wait_longer_for_having_asked()
    {
        var pace = new Pace();
        Assert.Null(pace.TryTake(Start, 1));
        for (var i = 0; i < 100; i++)
            Assert.Equal(TimeSpan.FromSeconds(1), pace.TryTake(Start, 1));
        Assert.Null(pace.TryTake(Start + TimeSpan.FromSeconds(1), 1));
    }

    [Fact]
    public async Task Of_many_at_once_exactly_so_many_are_let_through()
    {
        var pace = new Pace();
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 1000).Count(_ => pace.TryTake(Start, 100) is null))));
        Assert.Equal(100, taken.Sum());
    }
}
