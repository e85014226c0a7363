using System.Runtime.InteropServices;
using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Supervisor.Native;

/// <summary>
/// Starts the model: leader of its own process group, default signals, nothing inherited but the three standard streams.
/// posix_spawn because System.Diagnostics.Process reaps behind our back and folds signals into exit codes.
/// </summary>
internal static unsafe class ModelSpawner
{
    // Larger than posix_spawnattr_t, posix_spawn_file_actions_t and sigset_t of every libc that .NET runs on.
    private const int OpaqueSize = 1024;
    private const short Flags = 0x02 | 0x04 | 0x08; // own group, default signals, signal mask
    private const int ExecuteAccess = 1;
    private const int NoSuchFile = 2;
    private const string NotFound = "command not found";

    /// <summary>Starts the command with these two descriptors as its output.</summary>
    public static SpawnResult Spawn(LaunchFile launch, int output, int error)
    {
        if (launch.WorkingDirectory is { } folder && !Directory.Exists(folder))
            return new SpawnResult(0, $"the working directory {folder} does not exist");
        if (Resolve(launch) is not { } program)
            return new SpawnResult(0, NotFound);

        var memory = (byte*)NativeMemory.AllocZeroed(4 * OpaqueSize);
        var attributes = memory;
        var actions = memory + OpaqueSize;
        var arguments = TextArray(launch.Command);
        var environment = TextArray(launch.Environment);
        try
        {
            SetAttributes(attributes, everything: memory + 2 * OpaqueSize, nothing: memory + 3 * OpaqueSize);
            Libc.FileActionsInit(actions);
            Libc.FileActionsAddOpen(actions, 0, "/dev/null", flags: 0, mode: 0);
            Libc.FileActionsAddDup2(actions, output, 1);
            Libc.FileActionsAddDup2(actions, error, 2);
            if (launch.WorkingDirectory is not null)
                Libc.FileActionsAddChdir(actions, launch.WorkingDirectory);
            var failure = Libc.PosixSpawn(out var pid, program, actions, attributes, arguments, environment);
            return failure == 0 ? new SpawnResult(pid, null) : new SpawnResult(0, WordsFor(failure));
        }
        finally
        {
            Libc.FileActionsDestroy(actions);
            Libc.SpawnAttributesDestroy(attributes);
            Free(arguments);
            Free(environment);
            NativeMemory.Free(memory);
        }
    }

    private static void SetAttributes(void* attributes, void* everything, void* nothing)
    {
        Libc.SigEmptySet(nothing);
        Libc.SigEmptySet(everything);
        for (var signal = 1; signal <= Signals.Count; signal++)
        {
            if (signal != Signals.Kill && signal != Signals.Stop)
                Libc.SigAddSet(everything, signal);
        }
        Libc.SpawnAttributesInit(attributes);
        Libc.SpawnSetFlags(attributes, Flags);
        Libc.SpawnSetGroup(attributes, 0);
        Libc.SpawnSetDefaultSignals(attributes, everything);
        Libc.SpawnSetSignalMask(attributes, nothing);
    }

    /// <summary>The program's path, searched in the model's own PATH as a shell there would; null when there is none.</summary>
    private static string? Resolve(LaunchFile launch)
    {
        var program = launch.Command[0];
        if (program.Contains('/'))
            return program;
        const string Name = "PATH=";
        var path = launch.Environment.LastOrDefault(entry => entry.StartsWith(Name, StringComparison.Ordinal))?[Name.Length..] ?? "";
        return path.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(candidate => File.Exists(candidate) && Libc.Access(candidate, ExecuteAccess) == 0);
    }

    private static string WordsFor(int error) => error == NoSuchFile ? NotFound : Marshal.GetPInvokeErrorMessage(error);

    private static byte** TextArray(string[] texts)
    {
        var array = (byte**)NativeMemory.AllocZeroed((nuint)texts.Length + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Length; i++)
            array[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i]);
        return array;
    }

    private static void Free(byte** array)
    {
        for (var i = 0; array[i] is not null; i++)
            Marshal.FreeCoTaskMem((nint)array[i]);
        NativeMemory.Free(array);
    }
}
