using Microsoft.AspNetCore.Connections;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Setup;

/// <summary>The first steps of a start (where the settings lie, which address, which options) and the last one.</summary>
public static class PortalBuilder
{
    private const string DefaultUrl = "http://localhost:5080";
    private const string SettingsFile = "appsettings.json";
    private const string PrintLink = "--print-link";
    private const string BackUp = "--backup";
    private const string Verify = "--verify-audit";

    /// <summary>A builder over the command line, the environment and <c>appsettings.json</c>.</summary>
    public static WebApplicationBuilder Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. args.Where(argument => argument is not (PrintLink or Verify))],
            // A published portal carries its settings beside it; a build is run from the repository, which holds them.
            ContentRootPath = File.Exists(Path.Combine(AppContext.BaseDirectory, SettingsFile)) ? AppContext.BaseDirectory : null,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateScopes, provider.ValidateOnBuild) = (true, true));
        if (!HasAddress(builder.Configuration))
            builder.WebHost.UseUrls(DefaultUrl);
        return builder;
    }

    /// <summary>Whether the command line asks for another sign-in link instead of a start.</summary>
    public static bool AsksForLink(string[] args) => args.Contains(PrintLink);

    /// <summary>Whether the command line asks to look at the audit (<c>--verify-audit [--audit-file=…] [--audit-head=…]</c>) instead of a start.</summary>
    public static bool AsksToVerifyAudit(string[] args) => args.Contains(Verify);

    /// <summary>The folder that the command line asks to back up into (<c>--backup &lt;folder&gt;</c>) instead of a start, or null.</summary>
    /// <exception cref="StartRefusedException">It names no folder.</exception>
    public static string? BackUpFolder(string[] args)
    {
        var at = Array.FindIndex(args, argument => argument == BackUp || argument.StartsWith(BackUp + "=", StringComparison.Ordinal));
        if (at < 0)
            return null;
        var folder = args[at] == BackUp ? args.ElementAtOrDefault(at + 1) : args[at][(BackUp.Length + 1)..];
        return string.IsNullOrEmpty(folder) || folder.StartsWith("--", StringComparison.Ordinal)
            ? throw new StartRefusedException($"{BackUp} needs the folder to write to, one that does not exist yet: {BackUp} /srv/backup/monday")
            : folder;
    }

    /// <summary>The options, which are registered too.</summary>
    /// <exception cref="StartRefusedException">There are no settings, or something is wrong with them; it says everything that is.</exception>
    public static ModelDeployOptions ReadOptions(this WebApplicationBuilder builder)
    {
        var contentRoot = builder.Environment.ContentRootPath;
        if (!File.Exists(Path.Combine(contentRoot, SettingsFile)))
            throw new StartRefusedException($"There is no {SettingsFile} in {contentRoot}. Start the portal from the folder that holds it, or name that folder with --contentRoot.");

        var (options, errors) = ModelDeployOptionsReader.Read(builder.Configuration, contentRoot);
        if (options is null)
            throw new StartRefusedException(string.Join(Environment.NewLine, errors));
        builder.Services.AddSingleton(options);
        return options;
    }

    /// <summary>Runs the portal until it is told to end.</summary>
    /// <exception cref="StartRefusedException">Somebody else listens on its address.</exception>
    public static async Task RunUntilStoppedAsync(this WebApplication app)
    {
        try
        {
            await app.RunAsync();
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            throw new StartRefusedException($"{failure.Message} Choose another address with --urls.", failure);
        }
    }

    private static bool HasAddress(IConfiguration configuration) =>
        new[] { WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey }
            .Any(key => !string.IsNullOrEmpty(configuration[key]))
        || configuration.GetSection("Kestrel:Endpoints").Exists();
}
