namespace ModelDeploy.Portal.Manifests;

/// <summary>What came of reading a manifest.</summary>
/// <param name="Manifest">The deployment; null when there are errors.</param>
/// <param name="Errors">Everything that is wrong, by line.</param>
/// <param name="Notices">What was read and is not used, by line.</param>
/// <param name="Lines">The line of every field that was found, by its path as errors of commands name it.</param>
public sealed record ManifestReading(
    Manifest? Manifest, IReadOnlyList<ManifestError> Errors, IReadOnlyList<ManifestError> Notices, IReadOnlyDictionary<string, int> Lines)
{
    /// <summary>The line of the field or of the nearest thing around it; 1 when nothing of it is there.</summary>
    public int LineOf(string path)
    {
        for (var at = path; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOfAny(['.', '[']))])
        {
            if (Lines.TryGetValue(at, out var line))
                return line;
        }
        return 1;
    }
}
