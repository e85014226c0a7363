using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace ModelDeploy.Portal.SignIn;

/// <summary>
/// Asks again and again whether the session behind a circuit still holds: a circuit outlives the request that opened it.
/// </summary>
public sealed class CircuitSession(SessionRules rules, IHostApplicationLifetime lifetime, ILoggerFactory loggers)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    /// <inheritdoc />
    protected override TimeSpan RevalidationInterval { get; } = SessionRules.BetweenLooks;

    /// <inheritdoc />
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        // A portal that is ending has closed its store, and asks no more.
        lifetime.ApplicationStopping.IsCancellationRequested || await rules.MayStayAsync(authenticationState.User, cancellationToken);
}
