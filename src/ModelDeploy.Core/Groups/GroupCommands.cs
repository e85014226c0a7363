using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Groups;

/// <summary>What administrators can do to groups. A group that a person may not use answers as one that does not exist.</summary>
public sealed class GroupCommands(ICatalog catalog, IDeploymentStore deployments, IIdentityStore accounts, AuditTrail audit)
{
    private const int Tries = 20;

    /// <summary>Creates a group (system administrators). Model Deployment is off in it.</summary>
    public Task<CommandResult<Group>> CreateAsync(Viewer by, string name, string displayName, Quota quota, CancellationToken stop) =>
        Watched(by, AuditAction.GroupCreated, name, AcceptNewAsync(by, name, displayName, quota, stop));

    private async Task<CommandResult<Group>> AcceptNewAsync(Viewer by, string name, string displayName, Quota quota, CancellationToken stop)
    {
        if (!Access.MayAdminister(by))
            return OnlySystemAdmins(CatalogTexts.OnlyAdminsCreateGroups);
        var group = new Group { Name = name.Trim(), DisplayName = displayName.Trim(), Quota = quota };
        if (CatalogRules.Check(group) is { Count: > 0 } errors)
            return new CommandResult<Group>.Invalid(errors.ToEquatableList());
        return await catalog.SaveGroupAsync(group, stop) is StoreResult<Group>.Stored stored
            ? await DoneAsync(by, AuditAction.GroupCreated, null, stored.Value)
            : new CommandResult<Group>.Invalid([new FieldError("name", CatalogTexts.GroupExists.With(group.Name))]);
    }

    /// <summary>Sets display name and quota (system administrators). Lowering a quota stops nothing that runs.</summary>
    public Task<CommandResult<Group>> UpdateAsync(Viewer by, string name, string displayName, Quota quota, CancellationToken stop) =>
        Access.MayAdminister(by)
            ? ChangeAsync(by, name, group => group with { DisplayName = displayName.Trim(), Quota = quota }, stop)
            : Watched(by, AuditAction.GroupChanged, name, Task.FromResult(OnlySystemAdmins(CatalogTexts.OnlyAdminsSetQuotas)));

    /// <summary>Turns Model Deployment on or off (group administrators). Off releases all replicas; on brings them back.</summary>
    public Task<CommandResult<Group>> SetModelDeploymentAsync(Viewer by, string name, bool enabled, CancellationToken stop) =>
        ChangeAsync(by, name, group => group with { ModelDeploymentEnabled = enabled }, stop);

    /// <summary>
    /// Adds a person who can sign in, or changes their role (group administrators; making or unmaking an administrator: system
    /// administrators).
    /// </summary>
    public Task<CommandResult<Group>> SetMemberAsync(Viewer by, string name, PersonKey person, GroupRole role, CancellationToken stop) =>
        StoreUnavailableException.AnsweredAsync(TakeMemberAsync(by, name, person, role, stop));

    private async Task<CommandResult<Group>> TakeMemberAsync(Viewer by, string name, PersonKey person, GroupRole role, CancellationToken stop)
    {
        var found = await Watched(by, AuditAction.GroupChanged, name, FindToManageAsync(by, name, stop));
        if (found is not CommandResult<Group>.Accepted)
            return found;
        if (await accounts.FindAccountAsync(person, stop) is not { } account)
            return new CommandResult<Group>.Invalid([new FieldError("person", CatalogTexts.NoPerson)]);
        return await ChangeMembersAsync(by, name, person, new GroupMember(person, account.Name, role), stop);
    }

    /// <summary>Takes a person out of the group; nothing changes when they are not in it. Same rights as adding.</summary>
    public Task<CommandResult<Group>> RemoveMemberAsync(Viewer by, string name, PersonKey person, CancellationToken stop) =>
        ChangeMembersAsync(by, name, person, replacement: null, stop);

    /// <summary>Deletes a group without deployments (system administrators).</summary>
    public Task<CommandResult<Group>> DeleteAsync(Viewer by, string name, CancellationToken stop) =>
        Watched(by, AuditAction.GroupDeleted, name, RemoveAsync(by, name, stop));

    private async Task<CommandResult<Group>> RemoveAsync(Viewer by, string name, CancellationToken stop)
    {
        if (!Access.MayAdminister(by))
            return OnlySystemAdmins(CatalogTexts.OnlyAdminsDeleteGroups);
        if ((await catalog.ReadAsync(stop)).Group(name) is not { } group)
            return new CommandResult<Group>.NotFound();
        if ((await deployments.ListAsync(stop)).Count(deployment => deployment.Spec.Group == name) is var count and > 0)
            return new CommandResult<Group>.Conflict(Phrases.Count(count, CatalogTexts.GroupHasOne, CatalogTexts.GroupHasMany));
        return await catalog.DeleteGroupAsync(group, stop) is StoreResult<Group>.Stored
            ? await DoneAsync(by, AuditAction.GroupDeleted, group, null)
            : Busy();
    }

    /// <summary>Everybody who could be a member, for those who manage at least one group; else nobody.</summary>
    public async Task<IReadOnlyList<Account>> CandidatesAsync(Viewer by, CancellationToken stop) =>
        (await catalog.ReadAsync(stop)).Groups.Any(group => Access.MayManage(by, group)) || Access.MayAdminister(by)
            ? await accounts.ListAccountsAsync(stop)
            : [];

    private Task<CommandResult<Group>> ChangeMembersAsync(
        Viewer by, string name, PersonKey person, GroupMember? replacement, CancellationToken stop)
    {
        return ChangeAsync(by, name, With, stop, WhyNot);

        Group With(Group group) => group with { Members = SignInMemberships.Members(group, person, replacement) };

        string? WhyNot(Group group)
        {
            var before = group.Members.FirstOrDefault(member => member.Person == person)?.Role;
            return before != replacement?.Role && (before is GroupRole.Admin || replacement?.Role is GroupRole.Admin) && !Access.MayAdminister(by)
                ? CatalogTexts.OnlyAdminsAppoint
                : null;
        }
    }

    private Task<CommandResult<Group>> ChangeAsync(
        Viewer by, string name, Func<Group, Group> change, CancellationToken stop, Func<Group, string?>? whyNot = null) =>
        Watched(by, AuditAction.GroupChanged, name, TryToChangeAsync(by, name, change, stop, whyNot));

    private async Task<CommandResult<Group>> TryToChangeAsync(
        Viewer by, string name, Func<Group, Group> change, CancellationToken stop, Func<Group, string?>? whyNot)
    {
        for (var i = 0; i < Tries; i++)
        {
            var found = await FindToManageAsync(by, name, stop);
            if (found is not CommandResult<Group>.Accepted { Value: var group })
                return found;
            if (whyNot?.Invoke(group) is { } because)
                return new CommandResult<Group>.Forbidden(because);
            var wanted = change(group);
            if (CatalogRules.Check(wanted) is { Count: > 0 } errors)
                return new CommandResult<Group>.Invalid(errors.ToEquatableList());
            if (wanted == group)
                return new CommandResult<Group>.Accepted(group, Changed: false);
            if (await catalog.SaveGroupAsync(wanted, stop) is StoreResult<Group>.Stored stored)
                return await DoneAsync(by, AuditAction.GroupChanged, group, stored.Value);
        }
        return Busy();
    }

    private async Task<CommandResult<Group>> FindToManageAsync(Viewer by, string name, CancellationToken stop)
    {
        if ((await catalog.ReadAsync(stop)).Group(name) is not { } group || !Access.MayUse(by, group))
            return new CommandResult<Group>.NotFound();
        return Access.MayManage(by, group)
            ? new CommandResult<Group>.Accepted(group)
            : new CommandResult<Group>.Forbidden(CatalogTexts.OnlyGroupAdmins);
    }

    private async Task<CommandResult<Group>> DoneAsync(Viewer by, AuditAction action, Group? before, Group? after)
    {
        await GroupAudit.DoneAsync(audit, by, action, before, after);
        return new CommandResult<Group>.Accepted(after ?? before!);
    }

    private Task<CommandResult<Group>> Watched(Viewer by, AuditAction action, string name, Task<CommandResult<Group>> answer) =>
        audit.WatchAsync(by, action, GroupAudit.TargetOf(name), StoreUnavailableException.AnsweredAsync(answer));

    private static CommandResult<Group> OnlySystemAdmins(string why) => new CommandResult<Group>.Forbidden(why);

    private static CommandResult<Group> Busy() =>
        new CommandResult<Group>.Conflict(CatalogTexts.GroupBusy);
}
