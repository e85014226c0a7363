using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Local.Processes.Launching;

/// <summary>What a supervisor is asked for.</summary>
/// <param name="File">What lies in the replica's directory.</param>
/// <param name="Secrets">Variables with secret values, each <c>NAME=value</c>: told to the supervisor alone, and in no file.</param>
internal sealed record Launch(LaunchFile File, IReadOnlyList<string> Secrets);
