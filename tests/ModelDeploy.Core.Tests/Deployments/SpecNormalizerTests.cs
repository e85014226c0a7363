using ModelDeploy.Core.Deployments;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Deployments;

public sealed class SpecNormalizerTests
{
    [Theory]
    [InlineData(12.778, 12)]
    [InlineData(300, 300)]
    [InlineData(9.999, 9)]
    [InlineData(-0.5, 0)]
    public void A_deadline_is_kept_in_whole_seconds_as_manifests_and_custom_resources_have_it(double wanted, int kept) =>
        Assert.Equal(TimeSpan.FromSeconds(kept), ASpec.Usual.WithDeadline(TimeSpan.FromSeconds(wanted)).Normalize().Deadline);
}
