using System.Globalization;

namespace ModelDeploy.Local.Store;

/// <summary>
/// Keeps every other portal out of a data directory for as long as it lives. The operating system lets go of it when the
/// process ends in whatever way, and children do not inherit it. A file of its own tells who holds it, since a locked file cannot be read.
/// </summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private const string FileName = "lock";
    private const int WouldBlockLinux = 11;
    private const int WouldBlockMacOs = 35;
    private const int SharingViolationWindows = unchecked((int)0x80070020);

    private readonly FileStream _lock;
    private readonly string _holderFile;

    private DataDirectoryLock(FileStream @lock, string holderFile) => (_lock, _holderFile) = (@lock, holderFile);

    /// <summary>Takes the lock; never waits.</summary>
    /// <exception cref="LocalStoreException">Another portal holds it, or the directory cannot be written.</exception>
    public static DataDirectoryLock Acquire(DataDirectory directory)
    {
        var holderFile = directory.File("lock.pid");
        FileStream? file = null;
        try
        {
            file = new FileStream(directory.File(FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holderFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataDirectoryLock(file, holderFile);
        }
        catch (IOException failure) when (file is null && IsTaken(failure))
        {
            throw new LocalStoreException(
                $"The data directory {directory.Path} is in use by another portal{HolderIn(holderFile)}. "
                + "Stop that one first, or give this one a directory of its own (ModelDeploy:DataDirectory).", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new LocalStoreException($"The data directory {directory.Path} cannot be written: {failure.Message}", failure);
        }
    }

    /// <summary>Whether somebody holds the lock of this directory now. A process that was killed does not.</summary>
    public static bool IsHeld(string directory)
    {
        try
        {
            using var free = new FileStream(Path.Combine(directory, FileName), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException failure) when (IsTaken(failure))
        {
            return true;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        File.Delete(_holderFile);
        _lock.Dispose();
    }

    private static bool IsTaken(IOException failure) =>
        failure.HResult is WouldBlockLinux or WouldBlockMacOs or SharingViolationWindows;

    private static string HolderIn(string holderFile)
    {
        try
        {
            return int.TryParse(File.ReadAllText(holderFile), CultureInfo.InvariantCulture, out var pid) ? $" (process {pid})" : "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
