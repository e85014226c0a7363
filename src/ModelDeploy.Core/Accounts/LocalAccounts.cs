using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Accounts;

/// <summary>
/// What system administrators can do with people who have a password of this portal. Nobody disables, demotes or deletes themselves: so
/// whoever took an administrator's rights away still has their own. What is done is told to the audit.
/// </summary>
public sealed class LocalAccounts(
    ICredentialStore credentials, IIdentityStore accounts, IPasswordHasher hasher, TimeProvider clock, AuditTrail audit)
{
    /// <summary>How long the name shown to others may be, in characters.</summary>
    public const int LongestName = 100;

    /// <summary>How many people there may be.</summary>
    public const int Most = 1000;

    private const int Tries = 20;

    /// <summary>Everybody, ordered by login name; nobody for whoever is no system administrator.</summary>
    /// <exception cref="Core.StoreUnavailableException">Nobody can tell now.</exception>
    public async Task<IReadOnlyList<LocalPerson>> ListAsync(Viewer viewer, CancellationToken stop)
    {
        if (!Access.MayAdminister(viewer))
            return [];
        var known = (await accounts.ListAccountsAsync(stop)).ToDictionary(account => account.Key);
        return [.. (await credentials.ListAsync(stop)).Select(credential => LocalPerson.Of(credential, known.GetValueOrDefault(credential.Person)))];
    }

    /// <summary>Adds a person, who changes the password at the first sign-in.</summary>
    public Task<CommandResult<IssuedPassword>> AddAsync(Viewer by, NewPerson person, CancellationToken stop) =>
        audit.WatchAsync(by, AuditAction.PersonAdded, new AuditTarget(AuditTargetKind.Person, ""), StoreUnavailableException.AnsweredAsync(TakeNewAsync(by, person with { Name = person.Name.Trim() }, stop)));

    /// <summary>Gives a person another password, which they change at the next sign-in. Ends their sessions and what keeps them out.</summary>
    /// <param name="by">Who does it.</param>
    /// <param name="person">Whose password; not one's own.</param>
    /// <param name="password">The password; null: one is made.</param>
    /// <param name="stop">Gives up.</param>
    public Task<CommandResult<IssuedPassword>> ResetPasswordAsync(Viewer by, PersonKey person, string? password, CancellationToken stop) =>
        Watched(by, AuditAction.PasswordReset, person, ReplacePasswordAsync(by, person, password, stop));

    /// <summary>Lets nobody act as this person any more, by session, token or password; or lets them again.</summary>
    public Task<CommandResult<LocalPerson>> SetDisabledAsync(Viewer by, PersonKey person, bool disabled, CancellationToken stop) =>
        Watched(by, AuditAction.PersonChanged, person, DisableAsync(by, person, disabled, stop));

    /// <summary>Sets the name shown to others and whether the person is a system administrator. Changed rights end the sessions.</summary>
    public Task<CommandResult<LocalPerson>> EditAsync(Viewer by, PersonKey person, string name, bool isSystemAdmin, CancellationToken stop) =>
        Watched(by, AuditAction.PersonChanged, person, RewriteAsync(by, person, name.Trim(), isSystemAdmin, stop));

    private async Task<CommandResult<IssuedPassword>> TakeNewAsync(Viewer by, NewPerson person, CancellationToken stop)
    {
        if (!Access.MayAdminister(by))
            return new CommandResult<IssuedPassword>.Forbidden(AccountTexts.OnlyAdmins);
        if (AccountRules.Check(person) is { Count: > 0 } errors)
            return new CommandResult<IssuedPassword>.Invalid(errors.ToEquatableList());
        if ((await credentials.ListAsync(stop)).Count >= Most)
            return new CommandResult<IssuedPassword>.Conflict(AccountTexts.TooManyPeople);
        var password = person.Password ?? PasswordRules.Generate();
        var account = new Account(new PersonKey(PersonKey.LocalIssuer, Guid.NewGuid().ToString("n")), person.Name, person.IsSystemAdmin);
        var credential = new LocalCredential
        {
            Person = account.Key,
            Login = LoginName.Normalise(person.Login)!,
            PasswordHash = await HashAsync(password, stop),
            Stamp = LocalCredential.NewStamp(),
            MustChange = true,
            CreatedAt = clock.GetUtcNow(),
        };
        if (await credentials.AddAsync(credential, stop) is not StoreResult<LocalCredential>.Stored { Value: var stored })
            return new CommandResult<IssuedPassword>.Invalid([new FieldError("login", AccountTexts.LoginTaken)]);
        // Without its account the credential opens nothing, and can be deleted: it is in the list.
        await accounts.SaveAccountAsync(account, stop);
        await audit.DoneAsync(by, AuditAction.PersonAdded, AuditTarget.Person(account.Key), null, Told(stored, account));
        return new CommandResult<IssuedPassword>.Accepted(new IssuedPassword(LocalPerson.Of(stored, account), password));
    }

    private async Task<CommandResult<IssuedPassword>> ReplacePasswordAsync(Viewer by, PersonKey person, string? wanted, CancellationToken stop)
    {
        if (!Access.MayAdminister(by))
            return new CommandResult<IssuedPassword>.Forbidden(AccountTexts.OnlyAdmins);
        if (by.Person == person)
            return new CommandResult<IssuedPassword>.Conflict(AccountTexts.OwnPasswordElsewhere);
        if (await credentials.FindAsync(person, stop) is not { } known)
            return new CommandResult<IssuedPassword>.NotFound();
        if (wanted is not null && PasswordRules.WhyNot(wanted, known.Login) is { } why)
            return new CommandResult<IssuedPassword>.Invalid([new FieldError("password", why)]);
        var password = wanted ?? PasswordRules.Generate();
        var hash = await HashAsync(password, stop);
        var changed = await ChangeAsync(
            person,
            credential => Lockout.Cleared(credential) with { PasswordHash = hash, MustChange = true, Stamp = LocalCredential.NewStamp() },
            stop);
        if (changed is CommandResult<LocalPerson>.Accepted)
            await audit.DoneAsync(by, AuditAction.PasswordReset, AuditTarget.Person(person), known.Login);
        return changed.Select(now => new IssuedPassword(now, password));
    }

    private async Task<CommandResult<LocalPerson>> DisableAsync(Viewer by, PersonKey person, bool disabled, CancellationToken stop)
    {
        if (WhyNot(by, person, disabled) is { } refused)
            return refused;
        var changed = await ChangeAsync(
            person,
            credential => credential.IsDisabled == disabled ? credential : credential with { IsDisabled = disabled, Stamp = LocalCredential.NewStamp() },
            stop);
        if (changed is CommandResult<LocalPerson>.Accepted { Changed: true })
            await audit.DoneAsync(by, AuditAction.PersonChanged, AuditTarget.Person(person), new { Disabled = !disabled }, new { Disabled = disabled });
        return changed;
    }

    private async Task<CommandResult<LocalPerson>> RewriteAsync(Viewer by, PersonKey person, string name, bool isSystemAdmin, CancellationToken stop)
    {
        if (WhyNot(by, person, takesRights: !isSystemAdmin) is { } refused)
            return refused;
        if (AccountRules.CheckName(name) is { } why)
            return new CommandResult<LocalPerson>.Invalid([new FieldError("name", why)]);
        if (await credentials.FindAsync(person, stop) is not { } credential)
            return new CommandResult<LocalPerson>.NotFound();
        var wanted = new Account(person, name, isSystemAdmin);
        var before = await accounts.FindAccountAsync(person, stop);
        if (before == wanted)
            return new CommandResult<LocalPerson>.Accepted(LocalPerson.Of(credential, wanted), Changed: false);
        await accounts.SaveAccountAsync(wanted, stop);
        await audit.DoneAsync(by, AuditAction.PersonChanged, AuditTarget.Person(person), before is null ? null : Told(credential, before), Told(credential, wanted));
        return new CommandResult<LocalPerson>.Accepted(LocalPerson.Of(credential, wanted));
    }

    private static CommandResult<LocalPerson>? WhyNot(Viewer by, PersonKey person, bool takesRights) =>
        !Access.MayAdminister(by) ? new CommandResult<LocalPerson>.Forbidden(AccountTexts.OnlyAdmins)
        : takesRights && by.Person == person ? new CommandResult<LocalPerson>.Conflict(AccountTexts.NotOneself)
        : null;

    private async Task<CommandResult<LocalPerson>> ChangeAsync(PersonKey person, Func<LocalCredential, LocalCredential> change, CancellationToken stop)
    {
        var credential = await credentials.FindAsync(person, stop);
        for (var i = 0; i < Tries && credential is not null; i++)
        {
            var wanted = change(credential);
            var written = wanted == credential ? new StoreResult<LocalCredential>.Stored(credential) : await credentials.SaveAsync(wanted, stop);
            if (written is StoreResult<LocalCredential>.Stored { Value: var stored })
                return new CommandResult<LocalPerson>.Accepted(LocalPerson.Of(stored, await accounts.FindAccountAsync(person, stop)), wanted != credential);
            var again = await credentials.FindByLoginAsync(credential.Login, stop);
            credential = again?.Person == person ? again : null;
        }
        return credential is null ? new CommandResult<LocalPerson>.NotFound() : new CommandResult<LocalPerson>.Conflict(AccountTexts.Busy);
    }

    private Task<string> HashAsync(string password, CancellationToken stop) => Task.Run(() => hasher.Hash(PasswordRules.WellFormed(password)), stop);

    private Task<CommandResult<T>> Watched<T>(Viewer by, AuditAction action, PersonKey person, Task<CommandResult<T>> answer) =>
        audit.WatchAsync(by, action, AuditTarget.Person(person), StoreUnavailableException.AnsweredAsync(answer));

    private static object Told(LocalCredential credential, Account account) => new { credential.Login, account.Name, account.IsSystemAdmin };
}
