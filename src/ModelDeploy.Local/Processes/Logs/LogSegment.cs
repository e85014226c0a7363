using System.Globalization;

namespace ModelDeploy.Local.Processes.Logs;

/// <summary>One file of a replica's log.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Number">Its number; a later one goes on where it ends.</param>
/// <param name="Length">Bytes.</param>
/// <param name="LastWrite">When it grew last (UTC).</param>
/// <param name="IsNewest">Whether it may still grow.</param>
internal sealed record LogSegment(string Path, int Number, long Length, DateTime LastWrite, bool IsNewest)
{
    /// <summary>The segments in a log directory, oldest first; none when there is no directory.</summary>
    public static IReadOnlyList<LogSegment> In(string directory)
    {
        var folder = new DirectoryInfo(directory);
        if (!folder.Exists)
            return [];
        var found = folder.EnumerateFiles("*.log")
            .Select(file => (File: file, Number: NumberOf(file)))
            .Where(segment => segment.Number > 0 && IsStillThere(segment.File))
            .OrderBy(segment => segment.Number)
            .ToList();
        return [.. found.Select((segment, index) => new LogSegment(
            segment.File.FullName, segment.Number, segment.File.Length, segment.File.LastWriteTimeUtc, index == found.Count - 1))];
    }

    /// <summary>Reads length and time, once; the supervisor may have rotated the file away since the folder was listed.</summary>
    private static bool IsStillThere(FileInfo file)
    {
        file.Refresh();
        return file.Exists;
    }

    private static int NumberOf(FileInfo file) =>
        int.TryParse(System.IO.Path.GetFileNameWithoutExtension(file.Name), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
