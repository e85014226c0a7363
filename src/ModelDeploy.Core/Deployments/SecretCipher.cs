namespace ModelDeploy.Core.Deployments;

/// <summary>
/// Keeps what people marked as secret unreadable in the files of this machine: values of secret variables are encrypted when they are written and
/// decrypted when they are read. Whoever has the keys too can read them.
/// </summary>
/// <param name="protect">Encrypts a text; what comes out tells nothing of it but its length.</param>
/// <param name="unprotect">Gives the text back. Throws <see cref="System.Security.Cryptography.CryptographicException"/> without the key or for what was altered.</param>
public sealed class SecretCipher(Func<string, string> protect, Func<string, string> unprotect)
{
    private const string Mark = "sealed:";

    /// <summary>The spec as it is written.</summary>
    public DeploymentSpec Seal(DeploymentSpec spec) => spec.WithSecrets(Seal);

    /// <summary>The variables as they are written.</summary>
    public EquatableList<EnvVariable> Seal(EquatableList<EnvVariable> env) => env.WithSecrets(Seal);

    /// <summary>The spec as it was. A value that an older version wrote as it is stays so.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The keys are not those that it was written with, or somebody has altered it.</exception>
    public DeploymentSpec Open(DeploymentSpec spec) => spec.WithSecrets(Open);

    /// <summary>The same of variables.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">As of a spec.</exception>
    public EquatableList<EnvVariable> Open(EquatableList<EnvVariable> env) => env.WithSecrets(Open);

    /// <summary>Whether all secrets of a spec that was read from the file are encrypted in it.</summary>
    public static bool IsSealed(DeploymentSpec spec) => spec.Env.All(variable => !variable.Secret || variable.Value.Length == 0 || IsSealed(variable.Value));

    private string Seal(string value) => value.Length == 0 ? value : Mark + protect(value);

    private string Open(string value) => IsSealed(value) ? unprotect(value[Mark.Length..]) : value;

    private static bool IsSealed(string value) => value.StartsWith(Mark, StringComparison.Ordinal);
}
