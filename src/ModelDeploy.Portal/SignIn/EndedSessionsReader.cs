namespace ModelDeploy.Portal.SignIn;

/// <summary>Reads again and again which sessions other portals have ended.</summary>
public sealed partial class EndedSessionsReader(EndedSessions ended, TimeProvider clock, ILogger<EndedSessionsReader> logger) : BackgroundService
{
    /// <summary>How often: with <see cref="SessionRules.BetweenLooks"/> an end is noticed everywhere within 30 seconds.</summary>
    public static readonly TimeSpan BetweenReadings = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pace = new PeriodicTimer(BetweenReadings, clock);
        var isSilent = false;
        do
        {
            try
            {
                await ended.ReadAsync(stoppingToken);
                if (isSilent)
                    AnswersAgain(logger);
                isSilent = false;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (!isSilent)
                    CannotRead(logger, failure);
                isSilent = true;
            }
        }
        while (await pace.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store does not say which sessions have ended, nor keeps those that end here. Sessions that another portal ended hold here until it does.")]
    private static partial void CannotRead(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store says again which sessions have ended.")]
    private static partial void AnswersAgain(ILogger logger);
}
