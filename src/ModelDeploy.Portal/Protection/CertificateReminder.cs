namespace ModelDeploy.Portal.Protection;

/// <summary>Says at a start that the certificate of keys will soon have to be another one: once it has expired there is no start.</summary>
internal sealed partial class CertificateReminder(KeyCertificates certificates, TimeProvider clock, ILogger<CertificateReminder> logger) : IHostedService
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (certificates.Current is { } current && current.NotAfter - clock.GetUtcNow() < Soon)
            EndsSoon(logger, current.Subject, current.NotAfter.ToUniversalTime());
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate of keys, {Subject}, expires at {NotAfter:yyyy-MM-dd HH:mm} UTC. From then on the portal does not start with it: name a new one, and this one in ModelDeploy:Keys:Old")]
    private static partial void EndsSoon(ILogger logger, string subject, DateTime notAfter);
}
