// Files that only their owner may read.
namespace Tokenbourse.Gateways.Identity;

/// <summary>Writes secrets; on systems with file modes nobody else may read them (0600).</summary>
public static class PrivateFile
{
    /// <summary>Writes a file that must not be there yet.</summary>
    /// <exception cref="IOException">It is there, or cannot be written.</exception>
    public static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.Write(text);
    }
}
