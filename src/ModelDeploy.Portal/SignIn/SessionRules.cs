using System.Security.Claims;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.SignIn;

/// <summary>When a session that a cookie, a circuit or a hub connection holds is still good.</summary>
public sealed partial class SessionRules(EndedSessions ended, Standing standing, ILogger<SessionRules> logger)
{
    /// <summary>How often what stays open asks whether it may: every end is noticed well within 30 seconds.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    private bool _storeIsSilent;

    /// <summary>True while nobody ended the session and the account still is what the session says of it.</summary>
    public async Task<bool> HoldAsync(ClaimsPrincipal principal, CancellationToken stop)
    {
        await ended.ReadOnceAsync(stop);
        return NotEnded(principal) is { } viewer && await IsStillAsync(principal, viewer, stop);
    }

    /// <summary>
    /// The same for what is open already. A store that does not answer says nothing against anybody: people keep what is
    /// open, which it cannot feed anyway, and the log tells it once.
    /// </summary>
    public async Task<bool> MayStayAsync(ClaimsPrincipal principal, CancellationToken stop)
    {
        if (NotEnded(principal) is not { } viewer)
            return false;
        try
        {
            var still = await IsStillAsync(principal, viewer, stop);
            if (Interlocked.Exchange(ref _storeIsSilent, false))
                AnswersAgain(logger);
            return still;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            if (!Interlocked.Exchange(ref _storeIsSilent, true))
                CannotAsk(logger, failure);
            return true;
        }
    }

    private Viewer? NotEnded(ClaimsPrincipal principal) =>
        ViewerClaims.SessionOf(principal) is { } session && !ended.Contains(session)
        && ViewerClaims.ViewerOf(principal) is { } viewer && !IsOverAtProvider(principal, viewer)
            ? viewer
            : null;

    private bool IsOverAtProvider(ClaimsPrincipal principal, Viewer viewer) =>
        ViewerClaims.ProviderSessionOf(principal) is { } session && ended.Covers(viewer.Person, session);

    private async Task<bool> IsStillAsync(ClaimsPrincipal principal, Viewer viewer, CancellationToken stop) =>
        await standing.OfSessionAsync(viewer.Person, ViewerClaims.StampOf(principal), stop) is { } account && account.IsSystemAdmin == viewer.IsSystemAdmin;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store does not say whether accounts still exist. Open pages and log streams stay open until it does.")]
    private static partial void CannotAsk(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store says again whether accounts still exist.")]
    private static partial void AnswersAgain(ILogger logger);
}
