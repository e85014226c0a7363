using ModelDeploy.Core.Accounts;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.TestKit.Conformance;

/// <summary>What every <see cref="IEndedSessionStore"/> promises.</summary>
public abstract class EndedSessionStoreConformance
{
    private static readonly CancellationToken Stop = CancellationToken.None;
    private static readonly DateTimeOffset Now = AChange.Start.AddTicks(1_234_567);
    private static readonly DateTimeOffset LongAgo = Now.AddHours(-12);

    /// <summary>A store with nothing in it.</summary>
    protected abstract IEndedSessionStore Store { get; }

    [Fact]
    public async Task At_first_nothing_has_ended() => Assert.Empty(await Store.ListAsync(Stop));

    [Fact]
    public async Task What_ended_is_kept_with_its_time()
    {
        var (one, other) = (Ended("one", Now), Ended("other", Now.AddMinutes(-5)));
        await Store.AddAsync(one, LongAgo, Stop);
        await Store.AddAsync(other, LongAgo, Stop);

        Assert.Equal([one, other], (await Store.ListAsync(Stop)).OrderByDescending(ended => ended.At));
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task Of_two_times_the_later_one_counts(int seconds)
    {
        await Store.AddAsync(Ended("one", Now), LongAgo, Stop);
        await Store.AddAsync(Ended("one", Now.AddSeconds(seconds)), LongAgo, Stop);

        Assert.Equal([Ended("one", Now.AddSeconds(Math.Max(seconds, 0)))], await Store.ListAsync(Stop));
    }

    [Fact]
    public async Task What_is_too_old_is_forgotten_when_something_is_added()
    {
        await Store.AddAsync(Ended("old", LongAgo.AddTicks(-1)), LongAgo.AddDays(-1), Stop);
        await Store.AddAsync(Ended("just", LongAgo), LongAgo.AddDays(-1), Stop);

        await Store.AddAsync(Ended("new", Now), LongAgo, Stop);

        Assert.Equal([Ended("new", Now), Ended("just", LongAgo)], (await Store.ListAsync(Stop)).OrderByDescending(ended => ended.At));
    }

    [Fact]
    public async Task Nothing_is_lost_when_many_end_at_once()
    {
        var all = Enumerable.Range(0, 12).Select(number => Ended($"{number}", Now)).ToList();

        await Task.WhenAll(all.Select(ended => Store.AddAsync(ended, LongAgo, Stop)));

        Assert.Equal(all.OrderBy(ended => ended.Mark, StringComparer.Ordinal), (await Store.ListAsync(Stop)).OrderBy(ended => ended.Mark, StringComparer.Ordinal));
    }

    private static EndedSession Ended(string session, DateTimeOffset at) => new(EndedSession.MarkOf(session), at);
}
