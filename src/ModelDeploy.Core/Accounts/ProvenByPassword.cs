namespace ModelDeploy.Core.Accounts;

/// <summary>Somebody who gave the right password.</summary>
/// <param name="Account">Who it is.</param>
/// <param name="Credential">What their session is bound to.</param>
public sealed record ProvenByPassword(Account Account, LocalCredential Credential);
