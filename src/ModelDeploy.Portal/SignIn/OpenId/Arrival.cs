using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>Writes down what a sign-in says of a person.</summary>
public sealed partial class Arrival(IIdentityStore accounts, SignInMemberships memberships, AuditTrail audit, ILogger<Arrival> logger)
{
    /// <summary>The person's account: made at the first sign-in, renewed at each further one, with their memberships.</summary>
    /// <exception cref="Core.StoreUnavailableException">The store does not take it.</exception>
    public async Task<Account> AdmitAsync(ProvenPerson person, AuditOrigin from, CancellationToken stop)
    {
        var account = person.Account;
        if (person.GroupsAreElsewhere)
            GroupsElsewhere(logger, account.Key.Subject);
        // Rights are taken away before any are given.
        await memberships.ReplaceAsync(account, person.Groups, from, stop);
        if (await accounts.FindAccountAsync(account.Key, stop) is var known && known != account)
        {
            await accounts.SaveAccountAsync(account, stop);
            await audit.DoneAsync(
                Viewer.System with { From = from }, known is null ? AuditAction.PersonAdded : AuditAction.PersonChanged, AuditTarget.Person(account.Key), Told(known), Told(account), "The provider said so at a sign-in.");
        }
        SignedIn(logger, account.Key.Subject, account.Key.Issuer, person.Groups.Count, account.IsSystemAdmin);
        return account;
    }

    private static object? Told(Account? account) => account is null ? null : new { account.Name, account.IsSystemAdmin };

    [LoggerMessage(Level = LogLevel.Information, Message = "{Subject} of {Issuer} signed in, with {Groups} groups; system administrator: {IsAdmin}")]
    private static partial void SignedIn(ILogger logger, string subject, string issuer, int groups, bool isAdmin);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Subject} has more groups than the provider puts into a token, so none counts. Let the provider tell only the groups that this portal knows.")]
    private static partial void GroupsElsewhere(ILogger logger, string subject);
}
