using ModelDeploy.Core.Deployments;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Deployments;

public sealed class ReadyCountTests
{
    // The newest generation is 2. Which one was observed, what that wanted and how many were ready; what is wanted now.
    [Theory]
    [InlineData(1, 3, 3, 2, 3, 3)] // a scale-down that was only accepted
    [InlineData(1, 3, 1, 2, 1, 3)]
    [InlineData(2, 2, 3, 2, 2, 2)] // taken up, and one too many not gone yet
    [InlineData(2, 2, 2, 2, 2, 2)]
    [InlineData(1, 2, 2, 3, 2, 3)] // a scale-up
    [InlineData(1, 2, 2, 0, 2, 2)] // a stop
    [InlineData(2, 0, 0, 0, 0, 0)]
    [InlineData(1, 0, 0, 2, 0, 2)] // a start
    [InlineData(0, 0, 0, 2, 0, 2)] // nobody has looked yet
    public void More_are_never_ready_than_are_spoken_of(long observed, int wantedThen, int available, int wanted, int ready, int of)
    {
        var deployment = ADeployment.Named().WithGeneration(2)
            .WithStatus(status => status with { ObservedGeneration = observed, Wanted = wantedThen, Available = available });

        Assert.Equal(new ReadyCount(ready, of), ReadyCount.For(deployment, wanted));
    }
}
