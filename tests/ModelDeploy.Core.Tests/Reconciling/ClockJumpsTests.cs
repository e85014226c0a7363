using ModelDeploy.Core.Reconciling;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Reconciling;

public sealed class ClockJumpsTests
{
    private static readonly TimeSpan TwoHours = TimeSpan.FromHours(2);

    [Theory]
    [InlineData("10:00", "12:30", "12:00")] // noted before the jump
    [InlineData("12:10", "12:30", "12:10")] // noted after it
    public void A_time_noted_before_the_clock_was_set_forwards_moves_with_it(string noted, string now, string expected) =>
        Assert.Equal(At(expected), Jumps(("10:15", "12:15")).Translate(At(noted), At(now)));

    [Theory]
    [InlineData("10:00", "08:30", "08:00")] // noted before the jump: it lies in the future
    [InlineData("07:00", "08:30", "05:00")] // noted before the jump: the clock never read that again
    [InlineData("08:20", "08:30", "08:20")] // fits both sides
    [InlineData("11:00", "11:30", "11:00")] // noted after it
    public void A_time_noted_before_the_clock_was_set_back_moves_with_it(string noted, string now, string expected) =>
        Assert.Equal(At(expected), Jumps(("10:15", "08:15")).Translate(At(noted), At(now)));

    [Fact]
    public void Jumps_that_take_each_other_back_leave_a_time_where_it_was() =>
        Assert.Equal(At("10:00"), Jumps(("10:10", "12:10"), ("12:20", "10:20")).Translate(At("10:00"), At("10:30")));

    [Fact]
    public void A_watch_tells_a_clock_that_was_set_and_not_one_that_goes()
    {
        var clock = new SettableTime();
        var watch = new ClockWatch(clock);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(watch.Look().Jumps);

        clock.Set(TwoHours);
        clock.Advance(TimeSpan.FromMinutes(1));

        var jump = Assert.Single(watch.Look().Jumps);
        Assert.Equal(TwoHours, jump.To - jump.From);
        Assert.Single(watch.Look().Jumps);
    }

    private static ClockJumps Jumps(params (string From, string To)[] jumps) =>
        new(jumps.Select(jump => new ClockJump(At(jump.From), At(jump.To))).ToEquatableList());

    private static DateTimeOffset At(string time) => AChange.Start.Date + TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Time that passes, and a wall clock that can be set beside it.</summary>
    private sealed class SettableTime : TimeProvider
    {
        private readonly ManualTime _time = new(AChange.Start);
        private TimeSpan _offset;

        public override long TimestampFrequency => _time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => _time.GetUtcNow() + _offset;

        public override long GetTimestamp() => _time.GetTimestamp();

        public void Advance(TimeSpan by) => _time.Advance(by);

        public void Set(TimeSpan by) => _offset += by;
    }
}
