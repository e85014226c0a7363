using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Reconciling;

public sealed class PassFaultsTests
{
    private static readonly DeploymentKey Iris = new("iris");
    private static readonly DeploymentKey Wine = new("wine");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTime _clock = new(AChange.Start);
    private readonly PassFaults _faults;

    public PassFaultsTests() => _faults = new PassFaults(_clock);

    [Fact]
    public void The_one_that_fails_longest_is_told_with_what_was_said_of_it_last_and_how_many_fail()
    {
        _faults.Note(Iris, "first");
        _clock.Advance(Minute);
        _faults.Note(Wine, "of the other");
        _faults.Note(Iris, "last");

        Assert.Equal(new PassTrouble(AChange.Start, "last", 2), _faults.Current);
        _faults.Clear(Iris);
        Assert.Equal(new PassTrouble(AChange.Start + Minute, "of the other", 1), _faults.Current);
    }

    [Fact]
    public void A_cause_is_news_once_for_all_that_it_refuses_and_again_when_it_was_over()
    {
        Assert.True(_faults.Note(Iris, "\"iris\" is forbidden"));
        Assert.False(_faults.Note(Iris, "\"iris\" is forbidden"));
        Assert.False(_faults.Note(Wine, "\"wine\" is forbidden"));
        Assert.True(_faults.Note(Wine, "no answer"));
        Assert.False(_faults.Note(Wine, "\"wine\" is forbidden"));
        _clock.Advance(Minute);

        Assert.Null(_faults.Clear(Iris));
        Assert.Equal(Minute, _faults.Clear(Wine));
        Assert.Null(_faults.Current);
        Assert.Null(_faults.Clear(Wine));
        Assert.True(_faults.Note(Iris, "\"iris\" is forbidden"));
    }
}
