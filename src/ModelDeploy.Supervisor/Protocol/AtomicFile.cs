namespace ModelDeploy.Supervisor.Protocol;

/// <summary>Writes files that a reader sees old or new, never half, and that only their owner may read.</summary>
public static class AtomicFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Replaces the file.</summary>
    /// <param name="path">Its directory must exist.</param>
    /// <param name="content">The whole content.</param>
    /// <param name="durable">Whether the content must survive a power loss once this returns.</param>
    public static void Write(string path, ReadOnlySpan<byte> content, bool durable = false)
    {
        var next = path + ".next";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(next, options))
        {
            file.Write(content);
            if (durable)
                file.Flush(flushToDisk: true);
        }
        File.Move(next, path, overwrite: true);
    }
}
