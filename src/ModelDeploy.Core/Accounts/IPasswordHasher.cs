namespace ModelDeploy.Core.Accounts;

/// <summary>Hashes passwords slowly, each with a salt of its own.</summary>
public interface IPasswordHasher
{
    /// <summary>The hash to keep of this password.</summary>
    string Hash(string password);

    /// <summary>Whether the hash is one of this password. Takes its time whatever the answer.</summary>
    PasswordVerdict Verify(string hash, string password);
}
