namespace ModelDeploy.Portal.SignIn.OpenId.Tokens;

/// <summary>Which sessions a provider has ended: one that it names, else all of a person.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">Whose; null when only a session is named.</param>
/// <param name="Session">The provider's name of the session; null for all of the person.</param>
/// <param name="Id">Tells this token from every other one of the provider.</param>
public sealed record LogoutToken(string Issuer, string? Subject, string? Session, string Id);
