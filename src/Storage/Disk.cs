// The few things about directories and durable files that the runtime does not do by itself.
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Tokenbourse.Storage;

/// <summary>Durable names, and files that are flushed.</summary>
public static class Disk
{
    private const int Interrupted = 4;
    private const uint AndWait = 1 + 2 + 4;

    /// <summary>Makes the names in a directory durable. Where the system has no such call (Windows), it does so by
    /// itself or not at all.</summary>
    public static void SyncDirectory(string directory)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            return;
        var handle = OpenFile(Encoding.UTF8.GetBytes(Path.GetFullPath(directory) + '\0'), 0);
        if (handle < 0)
        {
            throw new IOException($"{directory}: cannot be opened (error {Marshal.GetLastPInvokeError()})");
        }

        try
        {
            if (FlushFile(handle) != 0)
            {
                throw new IOException($"{directory}: cannot be flushed (error {Marshal.GetLastPInvokeError()})");
            }
        }
        finally
        {
            _ = CloseFile(handle);
        }
    }

    /// <summary>What was written to the file is on the disk when this returns, and its size; not when it was last
    /// written to, which would cost a second write every few milliseconds.</summary>
    public static void FlushData(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(handle);
            return;
        }

        while (FlushFileData(handle) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
                throw new IOException($"a file cannot be flushed (error {error})");
        }
    }

    /// <summary>What was written to that part of the file is with the disk when this returns, but neither it nor the
    /// file's size is durable before <see cref="FlushData"/>. Nobody else's flush has to wait for it. Where the system
    /// has no such call, the file is flushed.</summary>
    /// <param name="bytes">0: to the end of the file.</param>
    public static void WriteOut(SafeFileHandle handle, long from, long bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            FlushData(handle);
            return;
        }

        while (WriteRange(handle, from, bytes, AndWait) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
                throw new IOException($"a file cannot be written out (error {error})");
        }
    }

    /// <summary>Writes a file whole or not at all: under another name, flushed, renamed.</summary>
    public static void WriteWhole(string path, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var draft = path + ".new";
        using (var handle = File.OpenHandle(draft, FileMode.Create, FileAccess.Write, FileShare.Read))
        {
            RandomAccess.Write(handle, first, 0);
            RandomAccess.Write(handle, second, first.Length);
            RandomAccess.FlushToDisk(handle);
        }

        File.Move(draft, path, overwrite: true);
        SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFile(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FlushFile(int handle);

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FlushFileData(SafeFileHandle handle);

    [DllImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int WriteRange(SafeFileHandle handle, long from, long bytes, uint what);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseFile(int handle);
}
