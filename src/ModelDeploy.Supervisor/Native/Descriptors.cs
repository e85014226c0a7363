using System.Globalization;

namespace ModelDeploy.Supervisor.Native;

/// <summary>The supervisor's own open files.</summary>
internal static class Descriptors
{
    private const int ReadWrite = 2;
    private const int SetFlags = 2;
    private const int CloseOnExec = 1;
    private const int LastStandard = 2;

    /// <summary>Points standard input, output and error to nowhere: the portal may be gone tomorrow, and its terminal with it.</summary>
    public static void DetachStandardStreams()
    {
        var nowhere = Libc.Open("/dev/null", ReadWrite);
        for (var stream = 0; stream <= LastStandard; stream++)
            Libc.Dup2(nowhere, stream);
        if (nowhere > LastStandard)
            Libc.Close(nowhere);
    }

    /// <summary>Keeps everything that is open from the model, also what whoever started the portal had left open.</summary>
    public static void KeepFromChildren()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries("/dev/fd"))
        {
            if (int.TryParse(Path.GetFileName(entry), CultureInfo.InvariantCulture, out var descriptor) && descriptor > LastStandard)
                Libc.Fcntl(descriptor, SetFlags, CloseOnExec);
        }
    }
}
