using ModelDeploy.Gateway.Routing;

namespace ModelDeploy.Gateway.Tests;

public sealed class ReplicaHealthTests
{
    private static readonly EjectionRules Rules = new(Failures: 3, Shortest: Seconds(5), Longest: Seconds(60));

    /// <summary>A story told in one letter per event, a second apart: f failed, a answered, u undecided, t tried; digits wait ten seconds each.</summary>
    [Theory]
    [InlineData("", "In")]
    [InlineData("ff", "In")]
    [InlineData("fff", "Out")]
    [InlineData("ffaff", "In")]
    [InlineData("ffuf", "Out")]
    [InlineData("uuuuuu", "In")]
    [InlineData("fffa", "In")]
    [InlineData("fff1", "Due")]
    [InlineData("fff1t", "Out")]
    [InlineData("fff1ta", "In")]
    [InlineData("fff1taff", "In")]
    [InlineData("fff1tu", "Due")]
    [InlineData("fff1tf", "Out")]
    [InlineData("fff1tf1", "Due")]
    [InlineData("fff1tf1tf1", "Out")]
    [InlineData("fff1tf1tf2", "Due")]
    [InlineData("fff1f", "Out")]
    public void Failures_in_a_row_take_a_replica_out_and_an_answer_brings_it_back(string story, string standing)
    {
        var (health, now) = Told(story);
        Assert.Equal(standing, health.StandingAt(now).ToString());
    }

    [Fact]
    public void Calls_that_fail_during_the_rest_do_not_prolong_it()
    {
        var (once, _) = Told("fff");
        var (often, _) = Told("ffffff");
        Assert.Equal((once.OutUntil, 1), (often.OutUntil, often.Ejections));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(4, 40)]
    [InlineData(5, 60)]
    [InlineData(6, 60)]
    [InlineData(int.MaxValue, 60)]
    public void Every_rest_is_twice_the_one_before_up_to_the_longest(int ejection, int seconds) =>
        Assert.Equal(Seconds(seconds), Rules.RestOf(ejection));

    [Fact]
    public void A_longest_rest_below_the_shortest_holds() =>
        Assert.Equal(Seconds(2), new EjectionRules(1, Seconds(5), Seconds(2)).RestOf(1));

    [Fact]
    public void The_longest_settable_rests_do_not_overflow() =>
        Assert.Equal(TimeSpan.FromHours(1), new EjectionRules(1, TimeSpan.FromHours(1), TimeSpan.FromHours(1)).RestOf(40));

    [Fact]
    public void One_failure_is_enough_where_the_rule_says_one() =>
        Assert.Equal(ReplicaStanding.Out, ReplicaHealth.Sound.After(CallOutcome.Failed, Seconds(1), Rules with { Failures = 1 }).StandingAt(Seconds(1)));

    private static (ReplicaHealth Health, TimeSpan Now) Told(string story)
    {
        var (health, now) = (ReplicaHealth.Sound, Seconds(1000));
        foreach (var told in story)
        {
            health = told switch
            {
                'f' => health.After(CallOutcome.Failed, now, Rules),
                'a' => health.After(CallOutcome.Answered, now, Rules),
                'u' => health.After(CallOutcome.Undecided, now, Rules),
                't' => health.Tried(),
                _ => health,
            };
            now += char.IsAsciiDigit(told) ? Seconds(10 * (told - '0')) : Seconds(1);
        }
        return (health, now);
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
