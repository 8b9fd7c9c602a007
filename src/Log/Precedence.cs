// Whether a thread that wakes up is let in at once when there are fewer processors than threads that have work.
using System.Runtime.InteropServices;

namespace Tokenbourse.Log;

/// <summary>Linux lets whoever is running finish a slice of some milliseconds, thirty flushes of the disk, before
/// another thread that has just been woken. Where the system has nothing of what is asked here everything works, with
/// longer waits while others are busy.</summary>
internal static class Precedence
{
    private const uint Usual = 0;
    private const uint FirstInFirstOut = 1;
    private const ulong ShortestSlice = 100_000;

    /// <summary>For a thread that sleeps and wakes all the time and has little to do in between: it is let in at once,
    /// by all others where the process may ask for that (CAP_SYS_NICE), else by those of its own session, because a
    /// thread with short slices does not wait for the end of a long one.</summary>
    /// <returns>True: the system does so from now on.</returns>
    public static bool AskForThisThread() =>
        OperatingSystem.IsLinux()
        && Number() is { } number
        && (
            Set(number, new() { Policy = FirstInFirstOut, Priority = 1 })
            || Set(number, new() { Policy = Usual, Slice = ShortestSlice })
        );

    /// <summary>Of the system's call that sets both.</summary>
    private static long? Number() =>
        RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 314,
            Architecture.Arm64 => 274,
            _ => null,
        };

    private static bool Set(long number, Wish wish)
    {
        wish.Size = (uint)Marshal.SizeOf<Wish>();
        return Call(number, 0, in wish, 0) == 0;
    }

    [DllImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern long Call(long number, long thread, in Wish wish, long flags);

    /// <summary>As the system reads it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Wish
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Slice;
        public ulong Deadline;
        public ulong Period;
    }
}
