namespace ModelDeploy.Core.Accounts;

/// <summary>
/// Who a person is, for ever: the issuer that vouches for them and the subject under which it knows them.
/// Never the e-mail address, which can change hands.
/// </summary>
public readonly record struct PersonKey(string Issuer, string Subject)
{
    /// <summary>The issuer of accounts that this portal keeps itself.</summary>
    public const string LocalIssuer = "local";

    /// <inheritdoc />
    public override string ToString() => $"{Issuer}/{Subject}";
}
