namespace ModelDeploy.Core.Accounts;

/// <summary>Whether people can sign in by passwords that this portal keeps.</summary>
/// <param name="Offered">False: no password is taken, and sessions that one began are over.</param>
public sealed record PasswordSettings(bool Offered);
