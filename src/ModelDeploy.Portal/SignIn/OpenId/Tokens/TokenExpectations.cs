namespace ModelDeploy.Portal.SignIn.OpenId.Tokens;

/// <summary>What every token of a provider must agree with.</summary>
/// <param name="Issuer">The provider, exactly as its discovery document writes it.</param>
/// <param name="ClientId">Under which name it knows this portal.</param>
/// <param name="Now">The time.</param>
/// <param name="ClockSkew">By how much the provider's clock may differ from ours; not negative.</param>
public sealed record TokenExpectations(string Issuer, string ClientId, DateTimeOffset Now, TimeSpan ClockSkew);
