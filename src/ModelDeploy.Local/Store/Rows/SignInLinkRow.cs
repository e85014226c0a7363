namespace ModelDeploy.Local.Store.Rows;

internal sealed class SignInLinkRow
{
    public required string TokenHash { get; set; }

    public required string Issuer { get; set; }

    public required string Subject { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime ExpiresAt { get; set; }
}
