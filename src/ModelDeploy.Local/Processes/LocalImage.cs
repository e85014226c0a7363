namespace ModelDeploy.Local.Processes;

/// <summary>
/// What an image reference means on this machine. Every text may hold <c>{app}</c> (the portal's own program directory) and
/// <c>{port}</c> (the port that the replica shall listen on).
/// </summary>
/// <param name="Command">The executable and its arguments; never empty.</param>
/// <param name="WorkingDirectory">An absolute path, or null for a directory of the replica's own.</param>
/// <param name="Environment">Variables that every replica of the image gets; a deployment's own win over them.</param>
public sealed record LocalImage(
    IReadOnlyList<string> Command, string? WorkingDirectory, IReadOnlyDictionary<string, string> Environment);
