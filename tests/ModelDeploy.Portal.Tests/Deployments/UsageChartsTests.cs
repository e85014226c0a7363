using ModelDeploy.Core.Runtimes;
using ModelDeploy.Portal.Components.Deployments.Detail.Metrics;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class UsageChartsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_replica_has_a_line_with_the_mean_of_each_span()
    {
        var replica = new UsageHistory("iris-1", [At(-5, 9, 9), At(1, null, 100), At(12, 0.5f, 200), At(18, 1.5f, 400), At(41, 2, 600)]);
        DateTimeOffset[] moments = [.. Enumerable.Range(0, 4).Select(span => Start.AddSeconds(span * 10))];

        var cores = Assert.Single(UsageCharts.Cores([replica], moments, TimeSpan.FromSeconds(10)));
        var memory = Assert.Single(UsageCharts.Memory([replica], moments, TimeSpan.FromSeconds(10)));

        Assert.Equal([null, 1.0, null, null], cores.Values);
        Assert.Equal([100.0, 300.0, null, null], memory.Values);
        Assert.Equal("iris-1", cores.Name);
    }

    [Fact]
    public void Of_many_replicas_those_that_live_and_hold_the_most_are_shown()
    {
        UsageHistory[] replicas =
        [
            new("gone", [At(0, 1, 9_000)]),
            .. Enumerable.Range(1, 7).Select(number => new UsageHistory($"iris-{number}", [At(0, 1, 1), At(10, 1, number)])),
        ];

        Assert.Equal(["iris-2", "iris-3", "iris-4", "iris-5", "iris-6", "iris-7"], UsageCharts.Shown(replicas).Select(replica => replica.Replica));
    }

    [Theory]
    [InlineData(0, "0 MiB")]
    [InlineData(1.5, "1.5 MiB")]
    [InlineData(2048, "2 GiB")]
    public void Memory_is_told_in_the_units_of_the_form(double mebibytes, string expected) => Assert.Equal(expected, UsageCharts.MemoryText(mebibytes));

    private static UsagePoint At(int second, float? cores, long memory) => new(Start.AddSeconds(second), cores, memory << 20);
}
