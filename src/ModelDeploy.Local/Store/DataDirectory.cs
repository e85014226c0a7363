using Microsoft.Extensions.Logging;

namespace ModelDeploy.Local.Store;

/// <summary>The one directory that holds everything this portal must not lose. It exists and is ours alone to read.</summary>
internal sealed partial class DataDirectory
{
    // Not the set-group-id bit: a folder that is made in a volume of a pod has it, and it lets nobody in.
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private DataDirectory(string path) => Path = path;

    /// <summary>Absolute, without a trailing separator.</summary>
    public string Path { get; }

    /// <summary>Creates it with mode 0700 where it is missing. One that exists keeps its mode; if others can read it, that is logged.</summary>
    /// <exception cref="LocalStoreException">It cannot be created.</exception>
    public static DataDirectory Ensure(string path, ILogger logger)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(full);
            else if (Directory.Exists(full))
                WarnIfOpen(full, logger);
            else
                Directory.CreateDirectory(full, OwnerOnly);
            return new DataDirectory(full);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LocalStoreException($"The data directory {full} cannot be created: {failure.Message}", failure);
        }
    }

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    private static void WarnIfOpen(string path, ILogger logger)
    {
        if (!OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(path) & OfOthers) != 0)
            Log.OpenToOthers(logger, path);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Other users of this machine can enter the data directory {Path}; chmod 700 closes it")]
        public static partial void OpenToOthers(ILogger logger, string path);
    }
}
