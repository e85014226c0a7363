namespace ModelDeploy.Portal.SignIn.OpenId.Tokens;

/// <summary>The keys with which a provider signs now.</summary>
public interface ISigningKeys
{
    /// <summary>
    /// The keys as last read. With <paramref name="anew"/> they are read again, as none of them fitted, unless that was done a moment ago.
    /// </summary>
    /// <exception cref="ProviderException">They cannot be read.</exception>
    Task<IReadOnlyList<SigningKey>> ReadAsync(bool anew, CancellationToken stop);
}
