using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Groups;

public sealed class GroupCommandsTests
{
    private static readonly Viewer SystemAdmin = Person("root", admin: true);
    private static readonly Viewer GroupAdmin = Person("gina");
    private static readonly Viewer Member = Person("mel");
    private static readonly Viewer Stranger = Person("eve");

    private readonly InMemoryCatalog _catalog = new(
        [AGroup.Named().Disabled().WithMember(GroupAdmin.Ref, GroupRole.Admin).WithMember(Member.Ref)], [AnInstanceType.Named()]);
    private readonly InMemoryDeploymentStore _deployments = new();
    private readonly InMemoryIdentityStore _accounts = new();

    private GroupCommands Groups => new(_catalog, _deployments, _accounts, AnAudit.Into());

    [Fact]
    public async Task Switching_model_deployment_is_for_administrators_of_the_group()
    {
        Assert.IsType<CommandResult<Group>.NotFound>(await Groups.SetModelDeploymentAsync(Stranger, "demo", true, default));
        Assert.IsType<CommandResult<Group>.Forbidden>(await Groups.SetModelDeploymentAsync(Member, "demo", true, default));
        Assert.True(Accepted(await Groups.SetModelDeploymentAsync(GroupAdmin, "demo", true, default)).ModelDeploymentEnabled);
        Assert.False(Accepted(await Groups.SetModelDeploymentAsync(SystemAdmin, "demo", false, default)).ModelDeploymentEnabled);
    }

    [Fact]
    public async Task Quotas_and_new_groups_are_for_system_administrators()
    {
        var quota = new Quota(4, null, 0, 3);

        Assert.IsType<CommandResult<Group>.Forbidden>(await Groups.UpdateAsync(GroupAdmin, "demo", "Demo", quota, default));
        Assert.IsType<CommandResult<Group>.Forbidden>(await Groups.CreateAsync(GroupAdmin, "mine", "Mine", quota, default));
        Assert.IsType<CommandResult<Group>.Forbidden>(await Groups.DeleteAsync(GroupAdmin, "demo", default));
        Assert.Equal(quota, Accepted(await Groups.UpdateAsync(SystemAdmin, "demo", "Demo", quota, default)).Quota);
        Assert.False(Accepted(await Groups.CreateAsync(SystemAdmin, "second", "Second", quota, default)).ModelDeploymentEnabled);
    }

    [Fact]
    public async Task A_group_breaks_each_rule_with_its_own_message_and_is_not_stored()
    {
        var result = await Groups.CreateAsync(SystemAdmin, "-Bad-", " ", new Quota(-1, -1, -1, -1), default);

        Assert.Equal(
            ["name", "displayName", "quota.cpu", "quota.memory", "quota.gpu", "quota.maxDeployments"],
            Assert.IsType<CommandResult<Group>.Invalid>(result).Errors.Select(error => error.Field));
        Assert.Single((await _catalog.ReadAsync(default)).Groups);
    }

    [Theory]
    [InlineData(" ", "Enter a name.")]
    [InlineData("-bad", "The name may hold lower-case letters, digits and dashes; it starts and ends with a letter or a digit and has at most 63 characters.")]
    public async Task A_missing_name_is_asked_for_and_a_wrong_one_is_told_the_rule(string name, string message)
    {
        var result = await Groups.CreateAsync(SystemAdmin, name, "Named", Quota.Unlimited, default);

        Assert.Equal(new FieldError("name", message), Assert.Single(Assert.IsType<CommandResult<Group>.Invalid>(result).Errors));
    }

    [Fact]
    public async Task A_text_that_no_store_keeps_is_refused()
    {
        const string text = "a\ud83d";
        var type = AnInstanceType.Named("new") with { DisplayName = text, Description = text };

        var group = await Groups.CreateAsync(SystemAdmin, "second", text, Quota.Unlimited, default);
        var instanceType = await new InstanceTypeCommands(_catalog, _deployments, AnAudit.Into()).SaveAsync(SystemAdmin, type, default);

        Assert.Equal(["displayName"], Assert.IsType<CommandResult<Group>.Invalid>(group).Errors.Select(error => error.Field));
        Assert.Equal(["displayName", "description"], Assert.IsType<CommandResult<InstanceType>.Invalid>(instanceType).Errors.Select(error => error.Field));
    }

    [Fact]
    public async Task A_quota_of_less_than_a_tenth_of_a_core_is_refused_and_not_rounded_to_none()
    {
        var result = await Groups.UpdateAsync(SystemAdmin, "demo", "Demo", new Quota(0.0001m, null, null, null), default);

        Assert.Equal("quota.cpu", Assert.Single(Assert.IsType<CommandResult<Group>.Invalid>(result).Errors).Field);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_told()
    {
        var result = await Groups.CreateAsync(SystemAdmin, "demo", "Again", Quota.Unlimited, default);

        Assert.Equal("name", Assert.Single(Assert.IsType<CommandResult<Group>.Invalid>(result).Errors).Field);
    }

    [Fact]
    public async Task Group_administrators_manage_members_and_only_system_administrators_appoint_administrators()
    {
        await _accounts.SaveAccountAsync(new Account(Stranger.Person, "Eve", false), default);
        await _accounts.SaveAccountAsync(new Account(Member.Person, "Mel", false), default);

        Assert.IsType<CommandResult<Group>.Forbidden>(await Groups.SetMemberAsync(Member, "demo", Stranger.Person, GroupRole.Member, default));
        Assert.Equal(3, Accepted(await Groups.SetMemberAsync(GroupAdmin, "demo", Stranger.Person, GroupRole.Member, default)).Members.Count);
        Assert.IsType<CommandResult<Group>.Forbidden>(await Groups.SetMemberAsync(GroupAdmin, "demo", Member.Person, GroupRole.Admin, default));
        Assert.IsType<CommandResult<Group>.Forbidden>(await Groups.RemoveMemberAsync(GroupAdmin, "demo", GroupAdmin.Person, default));
        Accepted(await Groups.SetMemberAsync(SystemAdmin, "demo", Member.Person, GroupRole.Admin, default));
        Assert.Equal(2, Accepted(await Groups.RemoveMemberAsync(GroupAdmin, "demo", Stranger.Person, default)).Members.Count);
    }

    [Fact]
    public async Task Nobody_becomes_a_member_who_cannot_sign_in()
    {
        var result = await Groups.SetMemberAsync(SystemAdmin, "demo", new PersonKey("local", "nobody"), GroupRole.Member, default);

        Assert.Equal("person", Assert.Single(Assert.IsType<CommandResult<Group>.Invalid>(result).Errors).Field);
    }

    [Fact]
    public async Task Only_those_who_manage_a_group_learn_whether_a_person_exists()
    {
        var nobody = new PersonKey("local", "nobody");

        Assert.IsType<CommandResult<Group>.NotFound>(await Groups.SetMemberAsync(Stranger, "demo", nobody, GroupRole.Member, default));
        Assert.IsType<CommandResult<Group>.Forbidden>(await Groups.SetMemberAsync(Member, "demo", nobody, GroupRole.Member, default));
    }

    [Fact]
    public async Task A_group_with_deployments_cannot_be_deleted()
    {
        await _deployments.CreateAsync(new DeploymentKey("iris"), ASpec.Usual, AChange.Of(ChangeAction.Created), default);

        Assert.IsType<CommandResult<Group>.Conflict>(await Groups.DeleteAsync(SystemAdmin, "demo", default));
        Assert.NotNull((await _catalog.ReadAsync(default)).Group("demo"));
    }

    [Fact]
    public async Task An_instance_type_in_use_cannot_be_deleted_without_saying_so()
    {
        var types = new InstanceTypeCommands(_catalog, _deployments, AnAudit.Into());
        await _deployments.CreateAsync(new DeploymentKey("iris"), ASpec.Usual, AChange.Of(ChangeAction.Created), default);

        var refused = await types.DeleteAsync(SystemAdmin, "cpu-tiny", evenIfUsed: false, default);

        Assert.Equal("1 deployment uses it: Iris.", Assert.IsType<CommandResult<InstanceType>.Conflict>(refused).Why);
        Assert.IsType<CommandResult<InstanceType>.Forbidden>(await types.DeleteAsync(GroupAdmin, "cpu-tiny", evenIfUsed: true, default));
        Assert.IsType<CommandResult<InstanceType>.Accepted>(await types.DeleteAsync(SystemAdmin, "cpu-tiny", evenIfUsed: true, default));
    }

    [Theory]
    [InlineData(0, 1, 0, "cpu")]
    [InlineData(0.55, 1, 0, "cpu")]
    [InlineData(1, 0, 0, "memory")]
    [InlineData(1, 1, -1, "gpu")]
    public async Task An_instance_type_breaks_each_rule_with_its_own_message(double cpu, long memory, int gpu, string field)
    {
        var types = new InstanceTypeCommands(_catalog, _deployments, AnAudit.Into());

        var result = await types.SaveAsync(SystemAdmin, AnInstanceType.Named("new").WithResources((decimal)cpu, memory, gpu), default);

        Assert.Equal(field, Assert.Single(Assert.IsType<CommandResult<InstanceType>.Invalid>(result).Errors).Field);
    }

    private static Group Accepted(CommandResult<Group> result) => Assert.IsType<CommandResult<Group>.Accepted>(result).Value;

    private static Viewer Person(string subject, bool admin = false) => new(new PersonKey("local", subject), subject, admin);
}
