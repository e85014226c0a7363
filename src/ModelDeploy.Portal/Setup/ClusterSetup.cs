using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Kubernetes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Identities;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Setup;

/// <summary>The cluster as store and runtime.</summary>
public static class ClusterSetup
{
    /// <summary>Opens what the portal has in the cluster.</summary>
    /// <exception cref="ClusterAccessException">There is no cluster to be found, it does not answer, or it refuses.</exception>
    public static async Task<OpenStore> OpenAsync(ModelDeployOptions options, ILoggerFactory loggers)
    {
        var access = AccessOf(options.Kubernetes);
        var platform = await ClusterPlatform.OpenAsync(
            access, OptionsOf(options, access), options.SeedDemo, TimeProvider.System, loggers, CancellationToken.None);
        return new OpenStore(services => Register(services, platform), platform.DisposeAsync);
    }

    /// <summary>Runs <paramref name="action"/> on the accounts and sign-in links of the cluster, beside a portal that runs there.</summary>
    /// <exception cref="ClusterAccessException">There is no cluster to be found.</exception>
    public static async Task WithIdentitiesAsync(ModelDeployOptions options, ILoggerFactory loggers, Func<IIdentityStore, Task> action)
    {
        var access = AccessOf(options.Kubernetes);
        using var client = new ApiClient(access, TimeProvider.System);
        var place = OptionsOf(options, access).Namespace;
        await action(new SecretIdentityStore(client, place, TimeProvider.System, loggers.CreateLogger<SecretIdentityStore>()));
    }

    private static void Register(IServiceCollection services, ClusterPlatform platform)
    {
        services.AddSingleton(platform);
        services.AddSingleton(platform.Client);
        services.AddSingleton(platform.Options);
        services.AddSingleton(platform.Store.Deployments);
        services.AddSingleton(platform.Store.Catalog);
        services.AddSingleton(platform.Store.Journal);
        services.AddSingleton<IIdentityStore>(platform.Identities);
        services.AddSingleton<IApiTokenStore>(new SecretApiTokenStore(platform.Client, platform.Options.Namespace));
        services.AddSingleton<ICredentialStore>(platform.Credentials);
        services.AddSingleton<IEndedSessionStore>(new SecretEndedSessionStore(platform.Client, platform.Options.Namespace));
        services.AddSingleton<ILeadership>(platform.Leadership);
        services.AddSingleton(platform.Keys);
        services.AddSingleton(platform.Part);
        services.AddHostedService<LeaderFollowing>();
        services.AddSingleton(new StoreProbe(platform.Client.Access.Server.ToString(), platform.ProbeAsync));
        services.AddSingleton(_ =>
        {
            var outages = new Outages();
            platform.TellOutagesTo(outages);
            return outages;
        });
    }

    private sealed class LeaderFollowing(ClusterPlatform platform, FirstLooks looks, Outages outages, ControllerService? controller = null) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => platform.FollowLeaderAsync(looks, outages, controller, stoppingToken);
    }

    /// <summary>The kubeconfig that is named, else the pod's own account, else what kubectl would use.</summary>
    private static ClusterAccess AccessOf(ClusterOptions options)
    {
        var clock = TimeProvider.System;
        if (options.Kubeconfig is { } named)
            return Kubeconfig.Load(named, options.Context, clock);
        if (InClusterAccess.Find(clock) is { } own)
            return own;
        return Kubeconfig.Find() is { } usual
            ? Kubeconfig.Load(usual, options.Context, clock)
            : throw new ClusterAccessException($"{ModelDeployOptions.Section}:Kubernetes:Kubeconfig is not set, this is no pod of a cluster, and kubectl has no configuration here. Name a kubeconfig.");
    }

    private static ClusterDuties DutiesOf(ModelDeployOptions options) => options.Roles.Aggregate(ClusterDuties.None, (duties, role) => duties | role switch
    {
        Role.Portal => ClusterDuties.People,
        Role.Controller => ClusterDuties.Control,
        Role.Gateway => ClusterDuties.DataPath,
    });

    private static KubernetesOptions OptionsOf(ModelDeployOptions options, ClusterAccess access)
    {
        var settings = options.Kubernetes;
        return new KubernetesOptions
        {
            Namespace = settings.Namespace ?? access.Namespace,
            Exposure = settings.Exposure switch
            {
                ExposureKind.Gateway => Exposure.Gateway,
                ExposureKind.Ingress => Exposure.Ingress,
                ExposureKind.DirectIngress => Exposure.DirectIngress,
            },
            PublicUrl = options.PublicUrl,
            RunAsNonRoot = settings.RunAsNonRoot,
            Duties = DutiesOf(options),
            ForeignController = options.Controller is ControllerKind.External,
            Ingress = new IngressOptions
            {
                Host = settings.Ingress.Host,
                Class = settings.Ingress.Class,
                TlsSecret = settings.Ingress.TlsSecret,
                Service = settings.Ingress.Service,
                ServicePort = settings.Ingress.ServicePort,
                Annotations = settings.Ingress.Annotations,
            },
        };
    }
}
