namespace ModelDeploy.Portal.SignIn;

/// <summary>A session that a provider has begun.</summary>
/// <param name="Id">The provider's name of it (<c>sid</c>); null where it gives none.</param>
/// <param name="Since">When the person signed in here, UTC.</param>
/// <param name="Until">When they have to sign in again, UTC.</param>
public sealed record ProviderSession(string? Id, DateTimeOffset Since, DateTimeOffset Until);
