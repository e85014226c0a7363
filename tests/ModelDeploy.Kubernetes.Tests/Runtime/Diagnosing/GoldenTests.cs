using System.Text.Json;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Diagnosing;

/// <summary>Golden cases: captured by <c>FaultsOnAClusterTests</c> (docs/diagnosis.md tells how), or constructed after a text that their source shows.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Cases => [.. RepositoryFiles.Below(GoldenCase.Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_the_cluster_showed_is_told_with_reason_evidence_and_next_step(string name)
    {
        var golden = Read(name);
        var (now, later) = (golden.Read(isDeadlineOver: false), golden.Read(isDeadlineOver: true));

        if (golden.Expect.Reason is not { } reason)
        {
            Assert.All([now, later], status => Assert.Equal(golden.Expect.Phase ?? DeploymentPhase.Deploying, status.Phase));
            Assert.Contains(golden.Expect.Sentence, now.Message, StringComparison.Ordinal);
            if (golden.Expect.Phase is DeploymentPhase.Deployed)
                AssertNote(golden.Expect, now.Message);
            return;
        }
        Assert.Equal(golden.Expect.Certain, now.Failure is not null);
        var failure = later.Failure!;
        Assert.Equal(reason, failure.Reason);
        Assert.Contains(golden.Expect.Sentence, failure.Message, StringComparison.Ordinal);
        Assert.Contains(golden.Expect.Evidence, string.Join('\n', failure.Evidence), StringComparison.Ordinal);
        Assert.Contains(golden.Expect.NextStep, failure.NextStep, StringComparison.Ordinal);
        Assert.NotEqual("", golden.Expect.NextStep);
        if (now.Failure is { } certain)
            Assert.Equal(reason, certain.Reason);
    }

    [Fact]
    public void Every_case_says_where_it_comes_from() => Assert.All(Cases, name =>
    {
        var golden = Read(name.Data);
        Assert.True(golden.Origin is "captured" ? golden.Source.StartsWith("Kubernetes ", StringComparison.Ordinal) : golden is { Origin: "constructed", Source.Length: > 0 }, name.Data);
    });

    [Fact]
    public void Every_reason_that_a_cluster_can_give_has_a_case()
    {
        FailureReason[] ofTheProductAlone =
        [
            FailureReason.GroupNotFound, FailureReason.GroupDisabled, FailureReason.InstanceTypeNotFound, FailureReason.InvalidSpec,
            FailureReason.QuotaExceeded, FailureReason.MaxDeployments, FailureReason.PortInUse,
        ];

        Assert.Equal(
            Enum.GetValues<FailureReason>().Except(ofTheProductAlone).Order(),
            Cases.Select(name => Read(name.Data).Expect.Reason).OfType<FailureReason>().Distinct().Order());
    }

    /// <summary>What keeps callers from ready replicas stands in the message; nothing else does where nothing is expected.</summary>
    private static void AssertNote(GoldenTold expect, string message)
    {
        Assert.Contains(expect.Evidence, message, StringComparison.Ordinal);
        Assert.Contains(expect.NextStep, message, StringComparison.Ordinal);
        if (expect.Evidence.Length == 0 && expect.NextStep.Length == 0)
            Assert.Equal(expect.Sentence, message);
    }

    private static GoldenCase Read(string name) => JsonSerializer.Deserialize<GoldenCase>(RepositoryFiles.Read($"{GoldenCase.Folder}/{name}.json"), GoldenCase.Format)!;
}
