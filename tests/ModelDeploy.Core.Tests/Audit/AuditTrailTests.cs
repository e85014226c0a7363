using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Tests.Groups;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Audit;

/// <summary>What the audit holds after commands, and who may read it.</summary>
public sealed class AuditTrailTests : IAsyncLifetime
{
    private static readonly AuditOrigin Office = new("192.0.2.7", "req-1");
    private AccessWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await AccessWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_change_of_a_deployment_is_told_with_who_from_where_and_what()
    {
        var member = AccessWorld.Member with { From = Office };
        var spec = ASpec.Usual.WithEnv("TOKEN", "hush", secret: true);

        Assert.IsType<CommandResult<Deployment>.Accepted>(await _world.Deployments.CreateAsync(member, "fresh", spec, default));
        Assert.IsType<CommandResult<Deployment>.Accepted>(await _world.Deployments.UpdateAsync(member, "fresh", spec.WithReplicas(2), "more", null, default));

        var (created, updated) = (_world.Audit.Events[^2], _world.Audit.Events[^1]);
        Assert.Equal((AuditAction.DeploymentCreated, AuditOutcome.Done, 1L), (created.Action, created.Outcome, created.Revision));
        Assert.Equal((AuditAction.DeploymentUpdated, "more", 2L, member.Ref, Office), (updated.Action, updated.Message, updated.Revision, updated.Who, updated.From));
        Assert.Equal(new AuditTarget(AuditTargetKind.Deployment, "fresh", spec.Group), updated.Target);
        Assert.Equal([new AuditedField("replicas", "1", "2")], updated.Changes);
        Assert.DoesNotContain(_world.Audit.Events, told => AuditJson.Write(told).Contains("hush", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_changes_nothing_leaves_no_entry()
    {
        Assert.IsType<CommandResult<Deployment>.Accepted>(await _world.Deployments.CreateAsync(AccessWorld.Member, "fresh", ASpec.Usual, default));
        var before = _world.Audit.Events.Count;

        Assert.False(Assert.IsType<CommandResult<Deployment>.Accepted>(await _world.Deployments.UpdateAsync(AccessWorld.Member, "fresh", ASpec.Usual, "", null, default)).Changed);

        Assert.Equal(before, _world.Audit.Events.Count);
    }

    [Fact]
    public async Task A_stranger_who_tries_is_written_down_where_the_groups_administrators_read_it()
    {
        await _world.Deployments.CreateAsync(AccessWorld.Member, "fresh", ASpec.Usual, default);
        var stranger = AccessWorld.Stranger with { From = Office };

        Assert.IsType<CommandResult<Deployment>.NotFound>(await _world.Deployments.StopAsync(stranger, "fresh", default));

        var denied = _world.Audit.Events[^1];
        Assert.Equal((AuditAction.DeploymentStopped, AuditOutcome.Denied, stranger.Ref, Office), (denied.Action, denied.Outcome, denied.Who, denied.From));
        Assert.Equal(ASpec.Usual.Group, denied.Target.Group);
    }

    [Fact]
    public async Task A_group_is_told_by_what_differs_and_a_refusal_by_why()
    {
        var group = ASpec.Usual.Group;
        await _world.Groups.SetModelDeploymentAsync(AccessWorld.GroupAdmin, group, enabled: false, default);
        await _world.Groups.SetModelDeploymentAsync(AccessWorld.Member, group, enabled: true, default);

        var (off, refused) = (_world.Audit.Events[^2], _world.Audit.Events[^1]);
        Assert.Equal((AuditAction.GroupChanged, AuditOutcome.Done), (off.Action, off.Outcome));
        Assert.Equal([new AuditedField("modelDeploymentEnabled", "true", "false")], off.Changes);
        Assert.Equal((AuditAction.GroupChanged, AuditOutcome.Denied, AccessWorld.Member.Ref), (refused.Action, refused.Outcome, refused.Who));
        Assert.NotEmpty(refused.Message);
    }

    [Fact]
    public async Task A_flood_of_refusals_is_counted_and_not_kept()
    {
        await _world.Deployments.CreateAsync(AccessWorld.Member, "fresh", ASpec.Usual, default);
        for (var i = 0; i < RefusalBudget.PerMinute * 2; i++)
            await _world.Deployments.StopAsync(AccessWorld.Stranger, "fresh", default);

        Assert.Equal(RefusalBudget.PerMinute, _world.Audit.Events.Count(told => told.Outcome is AuditOutcome.Denied));
    }

    [Fact]
    public async Task What_an_audit_cannot_hold_is_done_all_the_same_and_told_as_trouble()
    {
        var trail = new AuditTrail(new FullLog(), TimeProvider.System, NullLogger<AuditTrail>.Instance);

        await trail.DoneAsync(AccessWorld.Member, AuditAction.SignedIn, AuditTarget.Session("Ada"));

        Assert.Equal("The disk is full.", trail.Trouble?.Because);
    }

    [Fact]
    public async Task Group_administrators_read_of_their_groups_system_administrators_everything_and_members_nothing()
    {
        var reader = _world.AuditReader;
        await _world.Groups.SetModelDeploymentAsync(AccessWorld.SystemAdmin, "foreign", enabled: false, default);
        await _world.Groups.SetModelDeploymentAsync(AccessWorld.SystemAdmin, ASpec.Usual.Group, enabled: false, default);

        Assert.Contains("foreign", await TargetsAsync(AccessWorld.SystemAdmin));
        Assert.DoesNotContain("foreign", await TargetsAsync(AccessWorld.GroupAdmin));
        Assert.Contains(ASpec.Usual.Group, await TargetsAsync(AccessWorld.GroupAdmin));
        Assert.Empty(await TargetsAsync(AccessWorld.GroupAdmin, "foreign"));
        Assert.Empty(await TargetsAsync(AccessWorld.Member));
        Assert.Equal((true, true, false), (reader.MayRead(AccessWorld.SystemAdmin), reader.MayRead(AccessWorld.GroupAdmin), reader.MayRead(AccessWorld.Member)));

        async Task<IEnumerable<string>> TargetsAsync(Viewer viewer, string? group = null) =>
            (await reader.SearchAsync(viewer, new AuditFilter { Groups = group is null ? null : [group] }, null, 100, default)).Select(entry => entry.Event.Target.Id);
    }

    private sealed class FullLog : IAuditLog
    {
        public bool IsReadable => true;

        public Task<AuditEntry> AppendAsync(AuditEvent what, CancellationToken stop) => throw new StoreUnavailableException("The disk is full.");

        public Task<IReadOnlyList<AuditEntry>> SearchAsync(AuditFilter filter, long? before, int limit, CancellationToken stop) => throw new NotSupportedException();

        public IAsyncEnumerable<AuditEntry> ReadAllAsync(CancellationToken stop) => throw new NotSupportedException();
    }
}
