using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Local.Processes;

/// <summary>How replicas run on this machine.</summary>
public sealed record ProcessRuntimeOptions
{
    /// <summary>The portal's data directory, absolute; everything of the runtime lies in its folder <c>replicas</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>What keeps secrets of deployments unreadable in it.</summary>
    public required SecretCipher Secrets { get; init; }

    /// <summary>What can be started, by image reference.</summary>
    public IReadOnlyDictionary<string, LocalImage> Images { get; init; } = new Dictionary<string, LocalImage>();

    /// <summary>Where replicas listen.</summary>
    public PortRange Ports { get; init; } = PortRange.Default;

    /// <summary>Whether replicas go on running when the portal is shut down in order.</summary>
    public bool KeepReplicasOnShutdown { get; init; }

    /// <summary>Bytes of log kept for one deployment, those of replicas that are gone included.</summary>
    public long LogCapBytes { get; init; } = 20_000_000;

    /// <summary>How long a ready replica that is to go is shown as leaving before it is asked to end.</summary>
    public TimeSpan LeaveDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a replica may take to end by itself after SIGTERM.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The supervisor's program; a <c>.dll</c> runs on the .NET that runs the portal.</summary>
    public string SupervisorPath { get; init; } = Path.Combine(AppContext.BaseDirectory, "ModelDeploy.Supervisor.dll");

    internal string ReplicasDirectory => Path.Combine(DataDirectory, "replicas");
}
