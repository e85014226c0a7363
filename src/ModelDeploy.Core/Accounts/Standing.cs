namespace ModelDeploy.Core.Accounts;

/// <summary>Whether somebody who was let in may still act.</summary>
public sealed class Standing(IIdentityStore accounts, ICredentialStore credentials, PasswordSettings passwords)
{
    /// <summary>
    /// The account behind a session, or null when it is gone, or when the session began by a password that no longer counts: changed,
    /// disabled, or passwords are not taken here any more.
    /// </summary>
    /// <param name="person">Whose session it is.</param>
    /// <param name="stamp">The <see cref="LocalCredential.Stamp"/> that it carries; null when it did not begin by a password.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="StoreUnavailableException">Nobody can tell now.</exception>
    public async Task<Account?> OfSessionAsync(PersonKey person, string? stamp, CancellationToken stop)
    {
        if (await accounts.FindAccountAsync(person, stop) is not { } account)
            return null;
        return stamp is null || (passwords.Offered && await IsGoodAsync(person, stamp, stop)) ? account : null;
    }

    /// <summary>The account behind a token, or null when it is gone or disabled. What its owner's password is does not count.</summary>
    /// <exception cref="StoreUnavailableException">Nobody can tell now.</exception>
    public async Task<Account?> OfTokenAsync(PersonKey person, CancellationToken stop)
    {
        if (await accounts.FindAccountAsync(person, stop) is not { } account)
            return null;
        var credential = person.Issuer == PersonKey.LocalIssuer ? await credentials.FindAsync(person, stop) : null;
        return credential is { IsDisabled: true } ? null : account;
    }

    private async Task<bool> IsGoodAsync(PersonKey person, string stamp, CancellationToken stop)
    {
        if (await credentials.FindAsync(person, stop) is not { } known)
            return false;
        // What another process wrote a moment ago may not be here yet: a session that it began is not refused for that.
        return Fits(known) || (await credentials.FindByLoginAsync(known.Login, stop) is { } asked && asked.Person == person && Fits(asked));

        bool Fits(LocalCredential credential) => !credential.IsDisabled && credential.Stamp == stamp;
    }
}
