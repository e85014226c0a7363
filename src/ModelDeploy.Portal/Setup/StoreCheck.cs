using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelDeploy.Core;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Setup;

/// <summary>
/// Ready when the store takes writes: reading alone would not show a full disk, since what is read lies in memory. Anybody may
/// ask, so it writes at most once in three seconds, and answers the same in between.
/// </summary>
public sealed partial class StoreCheck(StoreProbe store, TimeProvider clock, ILogger<StoreCheck> logger) : IHealthCheck, IDisposable
{
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _one = new(1);
    private HealthCheckResult _answer;
    private long? _probedAt;

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_probedAt is { } at && clock.GetElapsedTime(at) < BetweenProbes)
                return _answer;
            _answer = await ProbeAsync(cancellationToken);
            _probedAt = clock.GetTimestamp();
            return _answer;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private async Task<HealthCheckResult> ProbeAsync(CancellationToken stop)
    {
        // The answer is kept for whoever asks next: not in the language of who asked first.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Language.English;
        try
        {
            await store.RunAsync(stop);
            return HealthCheckResult.Healthy();
        }
        catch (StoreUnavailableException trouble)
        {
            NotWritable(logger, store.Place, trouble);
            return HealthCheckResult.Unhealthy(trouble.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store in {Place} does not take writes")]
    private static partial void NotWritable(ILogger logger, string place, Exception trouble);
}
