using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModelDeploy.Benchmarks.Running;
using ModelDeploy.Local.Store;

namespace ModelDeploy.Benchmarks.Portals;

/// <summary>The portal inside this process, on a real port and with real replicas, for what has no address of its own.</summary>
internal sealed class HostedPortal : WebApplicationFactory<global::Program>
{
    private readonly string _dataDirectory;
    private readonly IReadOnlyDictionary<string, string> _settings;

    private HostedPortal(string dataDirectory, IReadOnlyDictionary<string, string> settings) =>
        (_dataDirectory, _settings) = (dataDirectory, settings);

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address => Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Starts it; it listens once this returns.</summary>
    public static HostedPortal Start(string dataDirectory, IReadOnlyDictionary<string, string>? settings = null)
    {
        var portal = new HostedPortal(dataDirectory, settings ?? new Dictionary<string, string>());
        portal.UseKestrel(0);
        portal.StartServer();
        return portal;
    }

    /// <summary>One of its services.</summary>
    public T Get<T>() where T : class => Services.GetRequiredService<T>();

    /// <summary>Ends it as a signal would, replicas included, and waits until it has let go of its data.</summary>
    public override async ValueTask DisposeAsync()
    {
        Get<IHostApplicationLifetime>().StopApplication();
        await Until.TrueAsync(() => Task.FromResult(!LocalStore.IsOpen(_dataDirectory)), "the portal lets go of its data", CancellationToken.None);
        await base.DisposeAsync();
    }

    /// <inheritdoc />
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Production);
        builder.UseContentRoot(Bench.RepoRoot);
        builder.UseSetting("ModelDeploy:DataDirectory", _dataDirectory);
        builder.UseSetting("Serilog:MinimumLevel:Default", "Warning");
        builder.UseSetting("Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime", "Warning");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
    }
}
