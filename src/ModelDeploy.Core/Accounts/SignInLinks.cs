using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ModelDeploy.Core.Accounts;

/// <summary>Issues and redeems one-time sign-in tokens: 32 random bytes, valid for ten minutes, kept only as a hash.</summary>
public sealed class SignInLinks(IIdentityStore store, TimeProvider clock)
{
    /// <summary>How long a link can be opened.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>A new token (base64url) that signs this person in once.</summary>
    public async Task<string> IssueAsync(PersonKey person, CancellationToken stop)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await store.AddSignInLinkAsync(HashOf(token), person, clock.GetUtcNow() + Lifetime, stop);
        return token;
    }

    /// <summary>The account that the token stands for, or null when it is unknown, used or expired, or its account is gone.</summary>
    public async Task<Account?> RedeemAsync(string token, CancellationToken stop) =>
        await store.RedeemSignInLinkAsync(HashOf(token), clock.GetUtcNow(), stop) is { } person
            ? await store.FindAccountAsync(person, stop)
            : null;

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
