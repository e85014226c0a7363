using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;

namespace ModelDeploy.Core.Tests.Reconciling;

public sealed class RolloutCostTests
{
    [Theory]
    [InlineData(0, 0, 2, 2, 0, 4, "a first start takes what it wants")]
    [InlineData(0, 0, 2, 2, 1, 4, "a surge means nothing where nothing is replaced")]
    [InlineData(1, 2, 1, 2, 1, 3, "one more of the same size")]
    [InlineData(1, 2, 1, 2, 0, 2, "one away first")]
    [InlineData(1, 2, 2, 2, 1, 5, "bigger ones: both new and one old at the end")]
    [InlineData(2, 2, 1, 2, 1, 5, "smaller ones: both old and one new at the start")]
    [InlineData(1, 2, 2, 2, 0, 4, "bigger ones without surge: at the end")]
    [InlineData(1, 1, 1, 3, 1, 4, "growing while replacing")]
    [InlineData(1, 4, 1, 1, 1, 5, "shrinking while replacing: all old and the first new")]
    public void The_peak_is_the_most_that_can_run_at_once(
        int older, int olderCount, int each, int count, int surge, int peak, string because)
    {
        var total = RolloutCost.Peak(Cores(older), olderCount, Cores(each), count, surge);

        Assert.True(total.Cpu == peak, $"{because}: {total.Cpu} instead of {peak}");
    }

    [Fact]
    public void Each_resource_peaks_by_itself()
    {
        var total = RolloutCost.Peak(new Resources(2, 10, 0), 1, new Resources(1, 30, 1), 1, surge: 0);

        Assert.Equal(new Resources(2, 30, 1), total);
    }

    private static Resources Cores(int cpu) => new(cpu, cpu, 0);
}
