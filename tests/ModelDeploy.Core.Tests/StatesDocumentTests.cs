using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests;

public sealed class StatesDocumentTests
{
    private const string Document = "docs/states.md";

    [Fact]
    public void Every_phase_is_documented()
    {
        Assert.Equal(Enum.GetNames<DeploymentPhase>(), RepositoryFiles.Table(Document, "Phases").Select(row => row[0]));
    }

    [Fact]
    public void Every_reason_is_documented()
    {
        Assert.Equal(Enum.GetNames<FailureReason>(), RepositoryFiles.Table(Document, "Why it failed").Select(row => row[0]));
    }

    [Fact]
    public void What_is_allowed_is_documented_as_it_is()
    {
        var documented = RepositoryFiles.Table(Document, "What is allowed");

        Assert.Equal(
            Enum.GetValues<DeploymentPhase>().Select(phase => string.Join('|', [phase.ToString(), .. Enum.GetValues<DeploymentAction>().Select(action => Allowed(phase, action))])),
            documented.Select(row => string.Join('|', row)));
    }

    private static string Allowed(DeploymentPhase phase, DeploymentAction action)
    {
        var deployment = ADeployment.Named().WithStatus(status => status with { ObservedGeneration = 1, Phase = phase });
        return AllowedActions.WhyNot(deployment, action) is null ? "yes" : "no";
    }
}
