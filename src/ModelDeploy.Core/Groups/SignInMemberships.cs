using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;

namespace ModelDeploy.Core.Groups;

/// <summary>
/// Memberships that a provider tells at sign-in. They replace those of the sign-in before; what administrators gave by hand stays.
/// </summary>
public sealed class SignInMemberships(ICatalog catalog, AuditTrail audit)
{
    private const int Tries = 20;

    /// <summary>
    /// Makes the person a member of exactly these groups, besides those by hand. Names that are no group of this portal count for nothing.
    /// </summary>
    /// <param name="account">Whose sign-in it is.</param>
    /// <param name="groups">The groups' names, as the provider tells them.</param>
    /// <param name="from">From where the person came; for the audit.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The store does not take it; some groups may have been changed.</exception>
    public async Task ReplaceAsync(Account account, IReadOnlySet<string> groups, AuditOrigin? from, CancellationToken stop)
    {
        for (var i = 0; i < Tries; i++)
        {
            var changed = (await catalog.ReadAsync(stop)).Groups
                .Select(group => (Group: group, Wanted: With(group, account, groups.Contains(group.Name))))
                .Where(pair => pair.Wanted != pair.Group).ToList();
            var everyStored = true;
            foreach (var (before, wanted) in changed)
            {
                if (await catalog.SaveGroupAsync(wanted, stop) is StoreResult<Group>.Stored { Value: var after })
                    await GroupAudit.DoneAsync(audit, Viewer.System with { From = from }, AuditAction.GroupChanged, before, after, $"The provider said so when {account.Name} signed in.");
                else
                    everyStored = false;
            }
            if (everyStored)
                return;
        }
        throw new StoreUnavailableException(CatalogTexts.GroupBusy);
    }

    /// <summary>The group with the person in or out of it, as the provider says. Somebody who is in by hand is left alone.</summary>
    public static Group With(Group group, Account account, bool isMember)
    {
        var before = group.Members.FirstOrDefault(member => member.Person == account.Key);
        if (before?.Origin is MemberOrigin.ByHand)
            return group;
        var after = isMember ? new GroupMember(account.Key, account.Name, GroupRole.Member, MemberOrigin.SignIn) : null;
        return before == after ? group : group with { Members = Members(group, account.Key, after) };
    }

    /// <summary>The group's members with the person's place replaced, or taken away by null; in the order in which they are shown.</summary>
    internal static EquatableList<GroupMember> Members(Group group, PersonKey person, GroupMember? replacement) =>
        group.Members.Where(member => member.Person != person)
            .Concat(replacement is null ? [] : [replacement])
            .OrderBy(member => member.Name, StringComparer.OrdinalIgnoreCase).ThenBy(member => member.Person.ToString(), StringComparer.Ordinal)
            .ToEquatableList();
}
