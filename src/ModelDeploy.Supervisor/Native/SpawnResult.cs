namespace ModelDeploy.Supervisor.Native;

/// <summary>The number of the process that was started, or why none was.</summary>
internal readonly record struct SpawnResult(int Pid, string? Failure);
