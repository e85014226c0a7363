namespace ModelDeploy.Local.Processes.Launching;

/// <summary>What belongs to one attempt of a replica alone.</summary>
/// <param name="Attempt">Its number.</param>
/// <param name="Port">Where it shall listen.</param>
/// <param name="WorkDirectory">Where it works if its image does not say.</param>
/// <param name="Mark">What its processes are known by.</param>
internal sealed record LaunchPlace(int Attempt, int Port, string WorkDirectory, string Mark);
