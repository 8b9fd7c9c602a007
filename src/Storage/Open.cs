// From a place written as text to a log: "file:DIRECTORY" or "memory:".
using Tokenbourse.Log;

namespace Tokenbourse.Storage;

/// <summary>Opens logs and snapshots by their address.</summary>
public static class Open
{
    /// <exception cref="FormatException">Not an address of a kind that is known.</exception>
    /// <exception cref="LogInUseException">Another process writes it.</exception>
    /// <exception cref="LogDamagedException">It holds what its writer cannot have written.</exception>
    public static ILog Log(string address, FileLogOptions? options = null) =>
        DirectoryOf(address) is { } directory ? FileLog.Open(directory, options) : new MemoryLog();

    public static ISnapshots Snapshots(string address, int keep = 3) =>
        DirectoryOf(address) is { } directory ? new FileSnapshots(directory, keep) : new MemorySnapshots(keep);

    /// <summary>The directory of a file address; null for memory.</summary>
    private static string? DirectoryOf(string address)
    {
        if (address == "memory:")
            return null;
        if (address.StartsWith("file:", StringComparison.Ordinal) && address.Length > 5)
            return address[5..];
        throw new FormatException($"'{address}' is not the address of a log; write file:DIRECTORY or memory:");
    }
}
