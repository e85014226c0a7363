using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Core.Tests.Accounts;

/// <summary>A hasher that is quick and counts its work; whether a hash is old is up to the test.</summary>
internal sealed class FakeHasher : IPasswordHasher
{
    private int _verified;

    public int Verified => _verified;

    public string Age { get; set; } = "new";

    public string Hash(string password) => $"{Age}:{new string([.. password.Reverse()])}";

    public PasswordVerdict Verify(string hash, string password)
    {
        Interlocked.Increment(ref _verified);
        return !hash.EndsWith($":{new string([.. password.Reverse()])}", StringComparison.Ordinal) ? PasswordVerdict.Wrong
            : hash.StartsWith(Age, StringComparison.Ordinal) ? PasswordVerdict.Right
            : PasswordVerdict.RightOfOldHash;
    }
}
