namespace ModelDeploy.Portal.Options;

/// <summary>
/// What an image reference means to the process runtime, which replaces <c>{app}</c> (the portal's own folder) and
/// <c>{port}</c> in every text.
/// </summary>
/// <param name="Command">The executable and its arguments; never empty.</param>
/// <param name="WorkingDirectory">An absolute path, or null for the replica's own directory.</param>
/// <param name="Environment">Variables that every replica of the image gets.</param>
/// <param name="Example">A request body that the image's model answers (JSON, Seldon's shape), or null when none is known.</param>
public sealed record LocalImage(
    IReadOnlyList<string> Command, string? WorkingDirectory, IReadOnlyDictionary<string, string> Environment, string? Example = null);
