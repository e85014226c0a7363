namespace ModelDeploy.Portal.SignIn.OpenId.Tokens;

/// <summary>A token that proves nothing. The message says which rule it breaks and quotes nothing of the token.</summary>
public sealed class TokenRefusedException(string message) : Exception(message);
