// Recalculation packages on disk: a folder, or a zip file; the same package gives the same bytes.
using System.IO.Compression;
using Tokenbourse.Venue.Recalculation;

namespace Tokenbourse.Node.Indexes;

/// <summary>Writes and reads packages.</summary>
internal static class PackageFiles
{
    // A zip file keeps a time for each part; one that never changes.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a zip file when the place ends in .zip, else a folder that must be empty or not there.</summary>
    /// <exception cref="VerbException">The place cannot be written.</exception>
    public static void Write(IndexPackage package, string place)
    {
        try
        {
            if (place.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
                Zip(package, place);
            else
                Lay(package, place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{place}: {e.Message}", 2);
        }
    }

    /// <summary>All files of the package, as they are.</summary>
    /// <exception cref="VerbException">There is nothing at the place.</exception>
    /// <exception cref="BrokenPackageException">It is no zip file.</exception>
    public static List<PackagePart> Read(string place)
    {
        try
        {
            if (Directory.Exists(place))
            {
                return
                [
                    .. Directory
                        .GetFiles(place, "*", SearchOption.AllDirectories)
                        .Order(StringComparer.Ordinal)
                        .Select(f => new PackagePart(
                            Path.GetRelativePath(place, f).Replace(Path.DirectorySeparatorChar, '/'),
                            File.ReadAllBytes(f)
                        )),
                ];
            }

            if (!File.Exists(place))
                throw new VerbException($"{place}: no such package", 2);
            using var zip = ZipFile.OpenRead(place);
            return [.. zip.Entries.Select(e => new PackagePart(e.FullName, Bytes(e)))];
        }
        catch (InvalidDataException e)
        {
            throw new BrokenPackageException(Path.GetFileName(place), e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{place}: {e.Message}", 2);
        }
    }

    private static void Zip(IndexPackage package, string place)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(place)) is { } folder)
            Directory.CreateDirectory(folder);
        using var file = new FileStream(place, FileMode.Create, FileAccess.Write);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        Add(zip, IndexPackage.ManifestName, package.ManifestBytes());
        foreach (var part in package.Parts)
            Add(zip, part.Name, part.Bytes.Span);
    }

    private static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(bytes);
    }

    private static void Lay(IndexPackage package, string place)
    {
        if (File.Exists(place) || (Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).Any()))
            throw new VerbException($"{place}: it is there already; a package goes into an empty folder or a .zip", 2);
        Directory.CreateDirectory(place);
        File.WriteAllBytes(Path.Combine(place, IndexPackage.ManifestName), package.ManifestBytes());
        foreach (var part in package.Parts)
        {
            var path = Path.Combine(place, part.Name.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, part.Bytes.Span);
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
