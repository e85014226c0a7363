using System.Runtime.InteropServices;
using System.Text;

namespace ModelDeploy.Supervisor.Native;

/// <summary>Asks libproc. Sizes and offsets are those of <c>struct proc_bsdinfo</c> and <c>struct proc_taskinfo</c>.</summary>
internal static unsafe partial class MacProcesses
{
    private const int BsdInfo = 3;
    private const int BsdInfoSize = 136;
    private const int StatusOffset = 4;
    private const int StartSecondsOffset = 120;
    private const int StartMicrosecondsOffset = 128;
    private const uint Zombie = 5;

    private const int TaskInfo = 4;
    private const int TaskInfoSize = 96;
    private const int ResidentOffset = 8;

    public static string Boot()
    {
        var buffer = stackalloc byte[64];
        nuint size = 64;
        return SysctlByName("kern.bootsessionuuid", buffer, &size, null, 0) == 0
            ? Encoding.ASCII.GetString(buffer, (int)size).TrimEnd('\0')
            : throw new PlatformNotSupportedException("This macOS does not tell kern.bootsessionuuid.");
    }

    /// <summary>Microseconds since 1970.</summary>
    public static long? StartTimeOf(int pid)
    {
        var info = stackalloc byte[BsdInfoSize];
        if (ProcPidInfo(pid, BsdInfo, 0, info, BsdInfoSize) != BsdInfoSize || *(uint*)(info + StatusOffset) == Zombie)
            return null;
        return *(long*)(info + StartSecondsOffset) * 1_000_000 + *(long*)(info + StartMicrosecondsOffset);
    }

    public static IReadOnlyList<int> ChildrenOf(int pid)
    {
        var room = new int[1024];
        fixed (int* start = room)
        {
            var found = ProcListChildPids(pid, start, room.Length * sizeof(int));
            return found <= 0 ? [] : room[..Math.Min(found, room.Length)];
        }
    }

    public static long ResidentBytesOf(int pid)
    {
        var info = stackalloc byte[TaskInfoSize];
        return ProcPidInfo(pid, TaskInfo, 0, info, TaskInfoSize) == TaskInfoSize ? *(long*)(info + ResidentOffset) : 0;
    }

    [LibraryImport("libproc", EntryPoint = "proc_pidinfo")]
    private static partial int ProcPidInfo(int pid, int flavor, ulong argument, void* buffer, int size);

    [LibraryImport("libproc", EntryPoint = "proc_listchildpids")]
    private static partial int ProcListChildPids(int pid, void* buffer, int size);

    [LibraryImport("libc", EntryPoint = "sysctlbyname", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SysctlByName(string name, void* value, nuint* size, void* newValue, nuint newSize);
}
