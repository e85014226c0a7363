using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Portal.Components.Deployments.Detail.Failing;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class FailureStepsTests
{
    [Theory]
    [InlineData(FailureReason.GroupDisabled, 1, "Open Groups")]
    [InlineData(FailureReason.QuotaExceeded, 2, "Deployments of the group, Update")]
    [InlineData(FailureReason.ImageNotFound, 1, "Update")]
    [InlineData(FailureReason.ImageNotFound, 2, "Update, Roll back")]
    [InlineData(FailureReason.Crashed, 2, "Open Logs, Update, Roll back")]
    [InlineData(FailureReason.OutOfMemory, 1, "Update, Open Logs")]
    [InlineData(FailureReason.PortInUse, 2, "")]
    public void A_failure_leads_to_where_it_can_be_mended(FailureReason reason, long revision, string steps) =>
        Assert.Equal(steps, string.Join(", ", FailureSteps.Of(ADeployment.Named().WithGeneration(revision), reason).Select(step => step.Text)));

    [Fact]
    public void Every_reason_has_been_thought_of() =>
        Assert.All(Enum.GetValues<FailureReason>(), reason => FailureSteps.Of(ADeployment.Named(), reason));

    [Fact]
    public void Every_reason_has_words() =>
        Assert.All(Enum.GetValues<FailureReason>(), reason => Assert.NotEmpty(FailureWords.Of(reason)));

    [Fact]
    public void A_group_in_an_address_is_escaped() =>
        Assert.Contains(FailureSteps.Of(ADeployment.Named().WithGroup("a&b"), FailureReason.QuotaExceeded), step => step.Href == "/deployments?group=a%26b");
}
