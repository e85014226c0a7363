using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace ModelDeploy.Core.Accounts;

/// <summary>
/// Tells whether a login name and a password belong together. An unknown name costs the same work as a known one, and every refusal is
/// the same answer; the log tells why, without what was typed.
/// </summary>
public sealed partial class PasswordSignIn(
    ICredentialStore credentials, IIdentityStore accounts, IPasswordHasher hasher, PasswordSettings settings, TimeProvider clock, ILogger<PasswordSignIn> logger)
{
    private const int Tries = 20;

    private readonly string _nobodys = hasher.Hash(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Whether there is anybody who could sign in so.</summary>
    /// <exception cref="Core.StoreUnavailableException">Nobody can tell now.</exception>
    public async Task<bool> IsOfferedAsync(CancellationToken stop) => settings.Offered && (await credentials.ListAsync(stop)).Count > 0;

    /// <summary>Who signs in by these; null for everything that is not right, whatever it is. A wrong password is counted.</summary>
    /// <exception cref="Core.StoreUnavailableException">Nobody can tell now.</exception>
    public async Task<ProvenByPassword?> TryAsync(string? login, string? password, CancellationToken stop)
    {
        var known = LoginName.Normalise(login) is { } name ? await credentials.FindByLoginAsync(name, stop) : null;
        var verdict = await VerifyAsync(known?.PasswordHash ?? _nobodys, password, stop);
        if (known is null || !settings.Offered)
        {
            UnknownName(logger);
            return null;
        }
        if (await SettleAsync(known, verdict, PasswordRules.WellFormed(password), isSignIn: true, stop) is not { } credential)
            return null;
        if (await accounts.FindAccountAsync(credential.Person, stop) is { } account)
            return new ProvenByPassword(account, credential);
        HasNoAccount(logger, credential.Person.Subject);
        return null;
    }

    /// <summary>The person's credential if this is their password, else null; a wrong one is counted as it is at a sign-in.</summary>
    /// <exception cref="Core.StoreUnavailableException">Nobody can tell now.</exception>
    public async Task<LocalCredential?> ProveAsync(LocalCredential known, string? password, CancellationToken stop) =>
        await SettleAsync(known, await VerifyAsync(known.PasswordHash, password, stop), PasswordRules.WellFormed(password), isSignIn: false, stop);

    // Hashing takes a tenth of a second of a processor: not on a page's own thread.
    private Task<PasswordVerdict> VerifyAsync(string hash, string? password, CancellationToken stop) =>
        Task.Run(() => hasher.Verify(hash, PasswordRules.WellFormed(password)), stop);

    private async Task<LocalCredential?> SettleAsync(LocalCredential known, PasswordVerdict verdict, string password, bool isSignIn, CancellationToken stop)
    {
        var credential = known;
        for (var i = 0; i < Tries; i++)
        {
            var now = clock.GetUtcNow();
            if (credential.IsDisabled || Lockout.IsOn(credential.LockedUntil, now))
            {
                NotTaken(logger, credential.Person.Subject, credential.IsDisabled);
                return null;
            }
            var wanted = verdict is PasswordVerdict.Wrong ? Lockout.Failed(credential, now) : Passed(credential, verdict, password, isSignIn ? now : null);
            switch (await credentials.SaveAsync(wanted, stop))
            {
                case StoreResult<LocalCredential>.Stored { Value: var stored }:
                    return Told(stored, verdict);
                case StoreResult<LocalCredential>.Conflict when await credentials.FindByLoginAsync(known.Login, stop) is { } again
                    && again.Person == known.Person && again.PasswordHash == known.PasswordHash:
                    // Somebody else tried at the same time: theirs counts, and so does this one.
                    credential = again;
                    break;
                default:
                    return null;
            }
        }
        throw new StoreUnavailableException(AccountTexts.Busy);
    }

    private LocalCredential Passed(LocalCredential credential, PasswordVerdict verdict, string password, DateTimeOffset? signedInAt) => Lockout.Cleared(credential) with
    {
        LastSignInAt = signedInAt ?? credential.LastSignInAt,
        PasswordHash = verdict is PasswordVerdict.RightOfOldHash ? hasher.Hash(password) : credential.PasswordHash,
    };

    private LocalCredential? Told(LocalCredential stored, PasswordVerdict verdict)
    {
        if (verdict is not PasswordVerdict.Wrong)
        {
            Passed(logger, stored.Person.Subject);
            return stored;
        }
        WrongPassword(logger, stored.Person.Subject, stored.Failures, stored.LockedUntil);
        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in by password was refused: nobody has this login name")]
    private static partial void UnknownName(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Subject} gave a wrong password, {Failures} in a row; locked until: {Until:O}")]
    private static partial void WrongPassword(ILogger logger, string subject, int failures, DateTimeOffset? until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No password of {Subject} is taken now; disabled: {IsDisabled}")]
    private static partial void NotTaken(ILogger logger, string subject, bool isDisabled);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Subject} has a password but no account")]
    private static partial void HasNoAccount(ILogger logger, string subject);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Subject} gave the right password")]
    private static partial void Passed(ILogger logger, string subject);
}
