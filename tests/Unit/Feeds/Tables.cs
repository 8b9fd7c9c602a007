// Small hand-made files for the tests of the readers.
using System.IO.Compression;
using System.Text;

namespace Tokenbourse.Unit.Feeds;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class Tables : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-feeds-").FullName;

    public string Folder => _folder;

    public string Write(string name, params string[] lines) =>
        Write(name, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, name.EndsWith(".gz", StringComparison.Ordinal) ? Pack(bytes) : bytes);
        return path;
    }

    public static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(bytes);
        return packed.ToArray();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
