using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Accounts;

/// <summary>Changes one's own password.</summary>
public sealed class OwnPassword(ICredentialStore credentials, PasswordSignIn signIn, IPasswordHasher hasher, AuditTrail audit)
{
    /// <summary>
    /// Changes it, and ends all sessions of the person: who goes on needs one with the new stamp. A wrong current password is counted as it
    /// is at a sign-in.
    /// </summary>
    /// <param name="by">Whose it is.</param>
    /// <param name="current">The password until now.</param>
    /// <param name="wanted">The new one.</param>
    /// <param name="again">The new one, typed once more.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>The credential with its new stamp; what is wrong is told by the fields <c>current</c>, <c>password</c> and <c>again</c>.</returns>
    public Task<CommandResult<LocalCredential>> ChangeAsync(Viewer by, string? current, string? wanted, string? again, CancellationToken stop) =>
        StoreUnavailableException.AnsweredAsync(TryToChangeAsync(by, current, wanted, again, stop));

    private async Task<CommandResult<LocalCredential>> TryToChangeAsync(Viewer by, string? current, string? wanted, string? again, CancellationToken stop)
    {
        if (await credentials.FindAsync(by.Person, stop) is not { } known)
            return new CommandResult<LocalCredential>.NotFound();
        if (Check(known, current, wanted, again) is { Count: > 0 } errors)
            return new CommandResult<LocalCredential>.Invalid(errors.ToEquatableList());
        if (await signIn.ProveAsync(known, current, stop) is not { } proven)
        {
            await audit.DeniedAsync(by, null, AuditAction.PasswordChanged, AuditTarget.Person(by.Person), "The current password was wrong, or none is taken now.");
            return new CommandResult<LocalCredential>.Invalid([new FieldError("current", AccountTexts.CurrentPasswordWrong)]);
        }
        var hash = await Task.Run(() => hasher.Hash(PasswordRules.WellFormed(wanted)), stop);
        var written = await credentials.SaveAsync(proven with { PasswordHash = hash, MustChange = false, Stamp = LocalCredential.NewStamp() }, stop);
        if (written is not StoreResult<LocalCredential>.Stored { Value: var stored })
            return new CommandResult<LocalCredential>.Conflict(AccountTexts.Busy);
        await audit.DoneAsync(by, AuditAction.PasswordChanged, AuditTarget.Person(by.Person));
        return new CommandResult<LocalCredential>.Accepted(stored);
    }

    private static List<FieldError> Check(LocalCredential known, string? current, string? wanted, string? again)
    {
        List<FieldError> errors = [];
        if (string.IsNullOrEmpty(current))
            errors.Add(new FieldError("current", AccountTexts.CurrentPasswordMissing));
        if (PasswordRules.WhyNot(wanted, known.Login) is { } why)
            errors.Add(new FieldError("password", why));
        else if (PasswordRules.WellFormed(wanted) == PasswordRules.WellFormed(current))
            errors.Add(new FieldError("password", AccountTexts.PasswordIsTheSame));
        else if (PasswordRules.WellFormed(wanted) != PasswordRules.WellFormed(again))
            errors.Add(new FieldError("again", AccountTexts.PasswordsDiffer));
        return errors;
    }
}
