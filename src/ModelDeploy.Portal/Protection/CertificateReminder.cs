namespace ModelDeploy.Portal.Protection;

/// <summary>Says at a start, and every day, that the certificate of keys will soon have to be another one: once it has expired there is no start.</summary>
public sealed partial class CertificateReminder(KeyCertificates certificates, TimeProvider clock, ILogger<CertificateReminder> logger) : BackgroundService
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromDays(1);

    /// <summary>Whether what is good until then is to be replaced soon.</summary>
    public static bool IsDue(DateTimeOffset notAfter, DateTimeOffset now) => notAfter - now < Soon;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (certificates.Current is not { } current)
            return;
        using var pace = new PeriodicTimer(BetweenLooks, clock);
        do
        {
            if (IsDue(current.NotAfter, clock.GetUtcNow()))
                EndsSoon(logger, current.Subject, current.NotAfter.ToUniversalTime());
        }
        while (await pace.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate of keys, {Subject}, expires at {NotAfter:yyyy-MM-dd HH:mm} UTC. From then on the portal does not start with it: name a new one, and this one in ModelDeploy:Keys:Old")]
    private static partial void EndsSoon(ILogger logger, string subject, DateTime notAfter);
}
