namespace ModelDeploy.Portal.Manifests;

/// <summary>What is noticed while a manifest is read.</summary>
internal sealed class ManifestNotes
{
    private const int Most = 50;
    private readonly List<ManifestError> _errors = [];
    private readonly List<ManifestError> _notices = [];
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    /// <summary>Notes an error; the first fifty are kept.</summary>
    public void Error(int line, string message) => Add(_errors, line, message);

    /// <summary>Notes something that is not used.</summary>
    public void Notice(int line, string message) => Add(_notices, line, message);

    /// <summary>Notes where a field stands.</summary>
    public void Found(string path, int line) => _lines.TryAdd(path, line);

    /// <summary>The outcome: the manifest counts only when nothing is wrong.</summary>
    public ManifestReading Reading(Manifest? manifest) =>
        new(_errors.Count == 0 ? manifest : null, [.. _errors.OrderBy(error => error.Line)], [.. _notices.OrderBy(notice => notice.Line)], _lines);

    private static void Add(List<ManifestError> list, int line, string message)
    {
        if (list.Count < Most)
            list.Add(new ManifestError(line, message));
    }
}
