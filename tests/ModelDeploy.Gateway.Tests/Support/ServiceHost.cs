using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ModelDeploy.Gateway.Tests.Support;

/// <summary>Services of which the hosted ones run, without a web server.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ServiceHost(ServiceProvider services) => _services = services;

    public IServiceProvider Services => _services;

    public static async Task<ServiceHost> StartAsync(IServiceCollection services)
    {
        var host = new ServiceHost(services.BuildServiceProvider());
        foreach (var service in host._services.GetServices<IHostedService>())
            await service.StartAsync(default);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
            await service.StopAsync(default);
        await _services.DisposeAsync();
    }
}
