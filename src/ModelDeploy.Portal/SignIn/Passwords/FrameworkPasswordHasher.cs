using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Portal.SignIn.Passwords;

/// <summary>The framework's hasher: PBKDF2 with HMAC-SHA512, and as many rounds as OWASP asks for. Hashes with fewer are made anew.</summary>
public sealed class FrameworkPasswordHasher(int rounds = FrameworkPasswordHasher.Rounds) : IPasswordHasher
{
    /// <summary>How often the hash is hashed (OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA512).</summary>
    public const int Rounds = 210_000;

    private static readonly object Anybody = new();

    private readonly PasswordHasher<object> _hasher = new(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = rounds }));

    /// <inheritdoc />
    public string Hash(string password) => _hasher.HashPassword(Anybody, password);

    /// <inheritdoc />
    public PasswordVerdict Verify(string hash, string password)
    {
        try
        {
            return _hasher.VerifyHashedPassword(Anybody, hash, password) switch
            {
                PasswordVerificationResult.Success => PasswordVerdict.Right,
                PasswordVerificationResult.SuccessRehashNeeded => PasswordVerdict.RightOfOldHash,
                _ => PasswordVerdict.Wrong,
            };
        }
        catch (FormatException)
        {
            // Somebody wrote into the store by hand.
            return PasswordVerdict.Wrong;
        }
    }
}
