using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Faults;

/// <summary>What the rules refuse while real replicas run: the words, what goes on meanwhile, and that it heals by itself.</summary>
public sealed class RefusalFaultTests
{
    private const string StillServes = "Revision 1 still serves.";
    private static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public async Task A_group_that_is_switched_off_releases_its_replicas_until_it_is_on_again()
    {
        await using var lab = await OpenAsync();

        await lab.ChangeGroupAsync(AGroup.Disabled);
        var failure = await lab.FailedAsync(FailureReason.GroupDisabled);

        FailureAssert.Says(
            "Model Deployment is switched off for the group Demo.", [], "Ask a group administrator to switch it on.", failure);
        await Eventually.TrueAsync(() => lab.Processes.Find().Count == 0, "the replicas to be released");
        await lab.ChangeGroupAsync(group => group with { ModelDeploymentEnabled = true });
        await lab.InPhaseAsync(DeploymentPhase.Deployed);
    }

    [Fact]
    public async Task A_group_that_is_gone_releases_its_replicas_until_it_is_there_again()
    {
        await using var lab = await OpenAsync();
        var group = (await lab.Store.Catalog.ReadAsync(Stop)).Group("demo")!;

        Assert.IsType<StoreResult<Group>.Stored>(await lab.Store.Catalog.DeleteGroupAsync(group, Stop));
        var failure = await lab.FailedAsync(FailureReason.GroupNotFound);

        FailureAssert.Says("The group demo does not exist.", [], "Ask an administrator to create the group again", failure);
        await Eventually.TrueAsync(() => lab.Processes.Find().Count == 0, "the replicas to be released");
        Assert.IsType<StoreResult<Group>.Stored>(await lab.Store.Catalog.SaveGroupAsync(group with { Version = "" }, Stop));
        await lab.InPhaseAsync(DeploymentPhase.Deployed);
    }

    [Fact]
    public async Task An_unknown_instance_type_leaves_the_older_revision_serving()
    {
        await using var lab = await OpenAsync();
        var before = lab.Processes.Find();

        await lab.StoreAsync(FaultLab.Tiny(2).WithInstanceType("cpu-huge"));
        var failure = await lab.FailedAsync(FailureReason.InstanceTypeNotFound);

        FailureAssert.Says(
            "The instance type cpu-huge does not exist or is not available to the group demo.", [],
            "Update the deployment and choose another instance type.", failure);
        await AssertServesAsync(lab, before);
        await lab.AddInstanceTypeAsync("cpu-huge", 1 << 29);
        await lab.InPhaseAsync(DeploymentPhase.Deployed);
    }

    [Fact]
    public async Task A_spec_that_breaks_a_rule_leaves_the_older_revision_serving_and_names_the_field()
    {
        await using var lab = await OpenAsync();
        var before = lab.Processes.Find();

        await lab.StoreAsync(FaultLab.Tiny(2).WithReplicas(0));
        var failure = await lab.FailedAsync(FailureReason.InvalidSpec);

        Assert.StartsWith("replicas: ", Assert.Single(failure.Evidence), StringComparison.Ordinal);
        FailureAssert.Says(
            $"The specification breaks a rule: {failure.Evidence[0].TrimEnd('.')}.", [.. failure.Evidence], "Update the deployment and correct the named fields.", failure);
        await AssertServesAsync(lab, before);
        await lab.UpdateAsync(spec => spec.WithReplicas(2));
        await lab.InPhaseAsync(DeploymentPhase.Deployed);
    }

    [Fact]
    public async Task A_quota_without_room_leaves_the_older_revision_serving_and_says_how_much_is_missing()
    {
        await using var lab = await OpenAsync();
        var before = lab.Processes.Find();

        await lab.StoreAsync(FaultLab.Tiny().WithReplicas(9));
        var failure = await lab.FailedAsync(FailureReason.QuotaExceeded);

        FailureAssert.Says(
            "The quota of the group Demo has no room: 0.5 CPU more needed.", ["4.5 CPU wanted, 0 CPU of 4 CPU used"],
            "Stop or shrink another deployment of the group", failure);
        await AssertServesAsync(lab, before, says: "1 replica of 9 still serves.");
        await lab.UpdateAsync(spec => spec.WithReplicas(2));
        await lab.InPhaseAsync(DeploymentPhase.Deployed);
    }

    [Fact]
    public async Task Beyond_the_number_of_deployments_nothing_starts_until_there_is_room()
    {
        await using var lab = await OpenAsync();
        await lab.ChangeGroupAsync(group => group.WithQuota(maxDeployments: 1));

        await lab.StoreAsync(FaultLab.Tiny(), "second");
        var failure = await lab.FailedAsync(FailureReason.MaxDeployments, "second");

        FailureAssert.Says(
            "The group Demo already runs as many deployments as it may.", ["1 deployment wanted, 1 deployment of 1 deployment used"],
            "Stop or delete another deployment of the group", failure);
        Assert.DoesNotContain(lab.Processes.Find(), process => process.Deployment == "second");
        await lab.StopAsync();
        await lab.InPhaseAsync(DeploymentPhase.Deployed, "second");
    }

    [Fact]
    public async Task An_unknown_image_leaves_the_older_revision_serving_and_names_the_known_ones()
    {
        await using var lab = await OpenAsync();
        var before = lab.Processes.Find();

        await lab.UpdateAsync(spec => spec.WithImage("test/unknown:1"));
        var failure = await lab.FailedAsync(FailureReason.ImageNotFound);

        FailureAssert.Says(
            "The image test/unknown:1 does not exist.", [],
            "Choose one of the images that are configured here: test/shell:1, test/tiny:1, test/tiny:2, test/tiny:3.", failure);
        await AssertServesAsync(lab, before);
        await lab.UpdateAsync(spec => spec.WithImage(FaultLab.Tiny(2).ModelImage));
        await lab.InPhaseAsync(DeploymentPhase.Deployed);
    }

    /// <summary>A lab with one deployed replica.</summary>
    private static async Task<FaultLab> OpenAsync()
    {
        var lab = await FaultLab.OpenAsync();
        await lab.CreateAsync(FaultLab.Tiny());
        await lab.InPhaseAsync(DeploymentPhase.Deployed);
        return lab;
    }

    private static async Task AssertServesAsync(FaultLab lab, IReadOnlyList<ReplicaProcess> before, string says = StillServes)
    {
        var now = (await lab.ReadAsync())!;
        Assert.Equal(DeploymentPhase.Failed, now.Phase);
        Assert.EndsWith(says, now.Status.Message, StringComparison.Ordinal);
        Assert.Equivalent(before, lab.Processes.Find());
    }
}
