using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Quotas;

public sealed class RoomFinderTests
{
    private static readonly PersonKey Me = AChange.Ada.Key;

    [Theory]
    [InlineData(2, "mine-2", "mine-2:2 other-2:2")]
    [InlineData(2, "mine-3", "mine-3:3 other-2:2")]
    [InlineData(2, "mine-2", "mine-3:3 mine-2:2")]
    [InlineData(3, "other-3", "mine-1:1 mine-2:2 other-3:3")]
    [InlineData(3, "mine-1 mine-2", "mine-1:1 mine-2:2 other-1:1")]
    [InlineData(6, "mine-1 mine-2 mine-3", "mine-1:1 mine-2:2 mine-3:3 other-1:1")]
    [InlineData(7, "", "mine-1:1 mine-2:2 other-3:3")]
    [InlineData(1, "", "")]
    public void The_fewest_are_named_ones_own_first_and_then_what_frees_least(int missing, string expected, string candidates)
    {
        var found = RoomFinder.SmallestSet(
            candidates.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Candidate), Me,
            stopped => stopped.Sum(one => one.Status.Grant!.Total.Cpu) >= missing);

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), found.Select(one => one.Id).Order());
    }

    [Fact]
    public void Among_very_many_the_set_holds_none_that_could_be_left_out()
    {
        var candidates = Enumerable.Range(0, 80).Select(i => Candidate($"{(i % 2 == 0 ? "mine" : "other")}-{i}:{1 + i % 3}")).ToList();

        var found = RoomFinder.SmallestSet(candidates, Me, Suffices);

        Assert.True(Suffices(found));
        Assert.All(found, one => Assert.False(Suffices([.. found.Except([one])])));

        static bool Suffices(IReadOnlyCollection<Deployment> stopped) => stopped.Sum(one => one.Status.Grant!.Total.Cpu) >= 20;
    }

    private static Deployment Candidate(string text)
    {
        var (id, cpu) = (text.Split(':')[0], int.Parse(text.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
        var by = id.StartsWith("mine", StringComparison.Ordinal) ? AChange.Ada : PersonRef.System;
        var grant = new Grant
        {
            Template = "t", Inputs = "i", Each = new Resources(cpu, 1, 0), Replicas = 1, Surge = 0,
            Total = new Resources(cpu, 1, 0), At = AChange.Start,
        };
        return ADeployment.Named(id).WithStatus(status => status with { Grant = grant }) with { Created = new Change(ChangeAction.Created, by, AChange.Start) };
    }
}
