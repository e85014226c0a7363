using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ModelDeploy.TestKit;

/// <summary>A disk in memory with a few MiB and nothing else on it, to be filled up. Gone when disposed.</summary>
public sealed class SmallDisk : IDisposable
{
    private const int Chunk = 4096;

    private SmallDisk(string path) => Path = path;

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Mounts one. Where that is not allowed, the test is skipped with the reason.</summary>
    public static SmallDisk Mount(int mebibytes)
    {
        var path = Directory.CreateTempSubdirectory("modeldeploy-disk-").FullName;
        var size = mebibytes.ToString(CultureInfo.InvariantCulture);
        if (Run("mount", "-t", "tmpfs", "-o", $"size={size}m,mode=0700", "modeldeploy-test", path) is { } complaint)
        {
            Directory.Delete(path);
            Assert.Skip($"No disk of its own can be mounted here (that takes root on Linux): {complaint}");
        }
        return new SmallDisk(path);
    }

    /// <summary>Takes all room that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var zeros = new byte[Chunk];
        try
        {
            while (true)
                file.Write(zeros);
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => File.Delete(Ballast);

    /// <inheritdoc />
    public void Dispose()
    {
        // Lazily, so that a process that still ends somewhere on it does not keep it.
        if (Run("umount", "--lazy", Path) is null)
            Directory.Delete(Path);
    }

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var complaint = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : complaint;
        }
        catch (Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
