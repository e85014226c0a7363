using ModelDeploy.Kubernetes.Runtime;
using ModelDeploy.Local.Processes;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Setup;

/// <summary>What runs replicas: processes of this machine, or pods of a cluster.</summary>
public static class RuntimeSetup
{
    private static readonly TimeSpan AfterTheGrace = TimeSpan.FromSeconds(10);

    /// <summary>Adds the runtime. Call it before the controller is added, so that it stops after it.</summary>
    public static void AddRuntime(this WebApplicationBuilder builder, ModelDeployOptions options)
    {
        if (options.Runtime is RuntimeKind.Kubernetes)
            builder.Services.AddKubernetesRuntime(follow: HasToDoWithPods(options));
        else
            builder.AddProcesses(options);
    }

    /// <summary>Our own controller tells the data path where replicas are; somebody else's does not.</summary>
    private static bool HasToDoWithPods(ModelDeployOptions options) =>
        options.Takes(Role.Portal) || options.Takes(Role.Controller) || options.Controller is ControllerKind.External;

    private static void AddProcesses(this WebApplicationBuilder builder, ModelDeployOptions options)
    {
        var processes = new ProcessRuntimeOptions
        {
            DataDirectory = options.DataDirectory,
            Secrets = DataDirectorySetup.CipherOf(options),
            Images = options.Local.Images.ToDictionary(
                entry => entry.Key,
                entry => new Local.Processes.LocalImage(entry.Value.Command, entry.Value.WorkingDirectory, entry.Value.Environment)),
            Ports = new PortRange(options.Local.FirstPort, options.Local.LastPort),
            KeepReplicasOnShutdown = options.Local.KeepReplicasOnShutdown,
            StopGrace = options.Local.StopGrace,
            LogCapBytes = options.Limits.LogBytes,
        };
        builder.Services.AddProcessRuntime(_ => processes);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = processes.StopGrace + AfterTheGrace);
    }
}
