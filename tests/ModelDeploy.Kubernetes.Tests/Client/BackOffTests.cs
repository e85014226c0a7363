using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Client;

public sealed class BackOffTests
{
    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 1, 0.25)]
    [InlineData(1, 0, 0.125)]
    [InlineData(2, 1, 0.5)]
    [InlineData(7, 1, 15)]
    [InlineData(100_000, 0, 7.5)]
    public void Pauses_grow_up_to_a_limit_and_differ(int failures, double random, double seconds) =>
        Assert.Equal(seconds, BackOff.After(failures, random).TotalSeconds);
}
