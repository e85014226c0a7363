using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Client;

public sealed class InformerTurnTests
{
    private static readonly ApiError Broken = new(ApiReason.Unreachable, "broken", 0, null, []);
    private static readonly ApiError Expired = new(ApiReason.Expired, "too old", 410, null, []);
    private static readonly ApiError Forbidden = new(ApiReason.Forbidden, "no", 403, null, []);

    public static TheoryData<string, int, int, bool> Turns { get; } = new()
    {
        { "a list that goes well leaves the row as it is", 3, 3, false },
        { "a list that fails makes it longer", 3, 4, true },
        { "a watch that told something ends it", 3, 0, false },
        { "a watch that was open for long ends it", 3, 0, false },
        { "a watch that told something and broke begins it anew", 3, 1, false },
        { "a watch that broke at once makes it longer", 1, 2, false },
        { "a watch that broke at once makes it longer", 3, 4, true },
        { "a watch that ended at once makes it longer", 3, 4, false },
        { "a watch that was refused makes it longer", 0, 1, true },
        { "a watch that told something and expired begins it anew", 3, 1, true },
        { "a watch that expired at once makes it longer", 3, 4, true },
        { "a watch that told something and may not any more begins it anew", 3, 1, true },
    };

    [Theory]
    [MemberData(nameof(Turns))]
    public void A_row_of_failures_ends_only_with_a_watch_that_is_of_use(string turn, int before, int after, bool isTrouble)
    {
        var taken = Named(turn);
        Assert.Equal((after, isTrouble), (taken.FailuresAfter(before), taken.IsTrouble(after)));
    }

    [Fact]
    public void Nothing_is_asked_again_and_again_without_a_pause()
    {
        Assert.Equal(TimeSpan.Zero, InformerTurn.Listing("1", null).PauseBeforeNext(5));
        Assert.Equal(TimeSpan.Zero, Named("a watch that told something ends it").PauseBeforeNext(0));
        Assert.Equal(TimeSpan.Zero, Named("a watch that told something and expired begins it anew").PauseBeforeNext(1));
        foreach (var turn in new[] { "a watch that ended at once makes it longer", "a watch that expired at once makes it longer", "a watch that was refused makes it longer" })
            Assert.True(Named(turn).PauseBeforeNext(2) > TimeSpan.Zero, turn);
    }

    [Theory]
    [InlineData(0, 0.1, 0.25)]
    [InlineData(5, 5, 5)]
    [InlineData(3600, 30, 30)]
    public void What_the_server_asks_for_is_kept_to_within_reason(int seconds, double least, double most) =>
        Assert.InRange(InformerTurn.Listing(null, Broken with { RetryAfter = TimeSpan.FromSeconds(seconds) }).PauseBeforeNext(1).TotalSeconds, least, most);

    private static InformerTurn Named(string turn) => turn switch
    {
        "a list that goes well leaves the row as it is" => InformerTurn.Listing("1", null),
        "a list that fails makes it longer" => InformerTurn.Listing(null, Broken),
        "a watch that told something ends it" => InformerTurn.Watching("2", null, hasTold: true, TimeSpan.Zero),
        "a watch that was open for long ends it" => InformerTurn.Watching("1", null, hasTold: false, TimeSpan.FromMinutes(4)),
        "a watch that told something and broke begins it anew" => InformerTurn.Watching("2", Broken, hasTold: true, TimeSpan.Zero),
        "a watch that ended at once makes it longer" => InformerTurn.Watching("1", null, hasTold: false, TimeSpan.Zero),
        "a watch that broke at once makes it longer" => InformerTurn.Watching("1", Broken, hasTold: false, TimeSpan.Zero),
        "a watch that was refused makes it longer" => InformerTurn.Watching("1", Broken, hasTold: false, lasted: null),
        "a watch that told something and expired begins it anew" => InformerTurn.Watching(null, Expired, hasTold: true, TimeSpan.Zero),
        "a watch that expired at once makes it longer" => InformerTurn.Watching(null, Expired, hasTold: false, TimeSpan.Zero),
        _ => InformerTurn.Watching("2", Forbidden, hasTold: true, TimeSpan.Zero),
    };
}
