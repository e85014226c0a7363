using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.SignIn;

/// <summary>
/// Prints a sign-in link once the server listens, unless people sign in at a provider, and notes its address for as long as it does.
/// </summary>
public sealed partial class SignInLinkPrinter(
    SignInLinkIssuer links, PortalAddress address, ModelDeployOptions options, IHostEnvironment host, ILogger<SignInLinkPrinter> log) : IHostedLifecycleService
{
    /// <inheritdoc />
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await address.NoteAsync(cancellationToken);
        if (options.Oidc is not null)
            return;
        await links.PrintAsync(address.Current, cancellationToken);
        LogAnotherLink(AnotherLinkCommand.For(options, host.ContentRootPath, AnotherLinkCommand.PublishedProgram(host.ContentRootPath)));
    }

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        address.Forget();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Another sign-in link, while this portal runs: {Command}")]
    private partial void LogAnotherLink(string command);
}
