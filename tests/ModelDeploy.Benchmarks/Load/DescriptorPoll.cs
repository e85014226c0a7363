using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ModelDeploy.Benchmarks.Load;

/// <summary>Waits until some of a few descriptors can be read: Linux's <c>ppoll</c>, to the microsecond.</summary>
internal sealed partial class DescriptorPoll(IReadOnlyList<int> descriptors)
{
    private const short Readable = 1;
    private const int Interrupted = 4;
    private readonly Entry[] _entries = [.. descriptors.Select(descriptor => new Entry { Descriptor = descriptor, Wanted = Readable })];

    /// <summary>Returns when one can be read or the time is over.</summary>
    public unsafe void Wait(TimeSpan atMost)
    {
        var time = new Time { Seconds = (long)atMost.TotalSeconds, Nanoseconds = atMost.Ticks % TimeSpan.TicksPerSecond * 100 };
        fixed (Entry* entries = _entries)
        {
            if (Poll(entries, (nuint)_entries.Length, &time, 0) < 0 && Marshal.GetLastPInvokeError() != Interrupted)
                throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Whether the last wait found this one readable, ended or broken.</summary>
    public bool IsReadable(int number) => _entries[number].Found != 0;

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    private static unsafe partial int Poll(Entry* entries, nuint count, Time* time, nint signals);

    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
