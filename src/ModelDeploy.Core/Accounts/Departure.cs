using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Accounts;

/// <summary>Deletes a person who had a password of this portal, with their tokens and memberships. What they did stays told.</summary>
public sealed class Departure(
    ICredentialStore credentials, IIdentityStore accounts, IApiTokenStore tokens, ICatalog catalog, GroupCommands groups, AuditTrail audit)
{
    /// <summary>Deletes the person (system administrators; not themselves). What failed half way can be done again.</summary>
    public Task<CommandResult<PersonKey>> DeleteAsync(Viewer by, PersonKey person, CancellationToken stop) =>
        audit.WatchAsync(by, AuditAction.PersonDeleted, AuditTarget.Person(person), StoreUnavailableException.AnsweredAsync(RemoveAsync(by, person, stop)));

    private async Task<CommandResult<PersonKey>> RemoveAsync(Viewer by, PersonKey person, CancellationToken stop)
    {
        if (!Access.MayAdminister(by))
            return new CommandResult<PersonKey>.Forbidden(AccountTexts.OnlyAdmins);
        if (by.Person == person)
            return new CommandResult<PersonKey>.Conflict(AccountTexts.NotOneself);
        if (await credentials.FindAsync(person, stop) is not { } credential)
            return new CommandResult<PersonKey>.NotFound();
        // From here on nobody acts as them: sessions, tokens and passwords all ask for the account. The credential goes last, as it is
        // what the list of people shows.
        await accounts.RemoveAccountAsync(person, stop);
        foreach (var token in await tokens.ListAsync(person, stop))
            await tokens.RemoveAsync(person, token.Id, stop);
        foreach (var group in (await catalog.ReadAsync(stop)).Groups.Where(group => group.Members.Any(member => member.Person == person)))
            await groups.RemoveMemberAsync(by, group.Name, person, stop);
        await credentials.RemoveAsync(person, stop);
        await audit.DoneAsync(by, AuditAction.PersonDeleted, AuditTarget.Person(person), credential.Login);
        return new CommandResult<PersonKey>.Accepted(person);
    }
}
