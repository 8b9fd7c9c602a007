// A recalculation package: everything that is needed to make one print again, each part under its hash.
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tokenbourse.Venue.Recalculation;

/// <summary>One file of a package.</summary>
/// <param name="Name">With forward slashes, relative to the package.</param>
public sealed record PackagePart(string Name, ReadOnlyMemory<byte> Bytes);

/// <summary>What the manifest says of a part.</summary>
/// <param name="Sha256">Of its bytes, hexadecimal, small letters.</param>
public sealed record PartLine(string File, long Bytes, string Sha256);

/// <summary>What a package holds: the first file that a reader opens.</summary>
/// <param name="Format">Name and number of the format; see docs/protocols/index-package.md.</param>
/// <param name="Program">The release that wrote it.</param>
/// <param name="Origin">Whether the print is one that a venue published, or one that was computed from a folder of
/// data.</param>
/// <param name="Moment">Of the print; every entry in it stood on the log before.</param>
/// <param name="Entries">Entries of the observation log, from the first on without a gap.</param>
/// <param name="Parts">In the order of their names.</param>
public sealed record PackageManifest(
    string Format,
    string Program,
    string Origin,
    string Index,
    int Version,
    string Day,
    string Moment,
    long Entries,
    IReadOnlyList<PartLine> Parts
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(PackageManifest))]
internal sealed partial class PackageJson : JsonSerializerContext;

/// <summary>A package in memory. Where its parts lie (a folder, a zip file) is the program's business.</summary>
public sealed class IndexPackage
{
    public const string Format = "tokenbourse index package 1";
    public const string ManifestName = "manifest.json";
    public const string InputsName = "inputs.ndjson";
    public const string PrintName = "print.json";
    public const string MethodologyFolder = "methodology/";

    private IndexPackage(PackageManifest manifest, IReadOnlyList<PackagePart> parts)
    {
        Manifest = manifest;
        Parts = parts;
    }

    public PackageManifest Manifest { get; }

    /// <summary>All but the manifest, in the order of their names.</summary>
    public IReadOnlyList<PackagePart> Parts { get; }

    /// <summary>The SHA-256 of the manifest: one number that stands for all of it.</summary>
    public string Fingerprint => Hash(ManifestBytes());

    /// <summary>Puts a package together: orders the parts and writes their hashes down.</summary>
    /// <param name="about">The manifest without its parts.</param>
    public static IndexPackage Of(PackageManifest about, IEnumerable<PackagePart> parts)
    {
        var list = parts.OrderBy(part => part.Name, StringComparer.Ordinal).ToList();
        return new(
            about with
            {
                Parts = [.. list.Select(p => new PartLine(p.Name, p.Bytes.Length, Hash(p.Bytes.Span)))],
            },
            list
        );
    }

    public byte[] ManifestBytes() =>
        [.. JsonSerializer.SerializeToUtf8Bytes(Manifest, PackageJson.Default.PackageManifest), (byte)'\n'];

    /// <summary>Reads a package and checks that it is whole.</summary>
    /// <exception cref="BrokenPackageException">Says which part does not hold.</exception>
    public static IndexPackage Open(IEnumerable<PackagePart> files)
    {
        var byName = new SortedDictionary<string, PackagePart>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (!byName.TryAdd(file.Name, file))
                throw new BrokenPackageException(file.Name, "it is there twice");
        }

        if (!byName.Remove(ManifestName, out var first))
            throw new BrokenPackageException(ManifestName, "it is missing");
        var manifest = Read(first);
        if (manifest.Format != Format)
            throw new BrokenPackageException(
                ManifestName,
                $"its format is '{manifest.Format}', this program reads '{Format}'"
            );
        var parts = new List<PackagePart>();
        foreach (var line in manifest.Parts)
        {
            if (!byName.Remove(line.File, out var part))
                throw new BrokenPackageException(line.File, "the manifest names it and it is missing");
            var hash = Hash(part.Bytes.Span);
            if (part.Bytes.Length != line.Bytes || hash != line.Sha256)
            {
                throw new BrokenPackageException(
                    line.File,
                    $"its SHA-256 is {hash} over {part.Bytes.Length} bytes, "
                        + $"the manifest says {line.Sha256} over {line.Bytes}"
                );
            }

            parts.Add(part);
        }

        return byName.Count == 0
            ? new(manifest, parts)
            : throw new BrokenPackageException(byName.Keys.First(), "the manifest does not name it");
    }

    /// <summary>The bytes of a part.</summary>
    /// <exception cref="BrokenPackageException">There is no such part.</exception>
    public ReadOnlyMemory<byte> Part(string name)
    {
        foreach (var part in Parts)
        {
            if (part.Name == name)
                return part.Bytes;
        }

        throw new BrokenPackageException(name, "the manifest does not name it and it is needed");
    }

    /// <summary>SHA-256, hexadecimal, small letters.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static PackageManifest Read(PackagePart part)
    {
        try
        {
            return JsonSerializer.Deserialize(part.Bytes.Span, PackageJson.Default.PackageManifest)
                ?? throw new BrokenPackageException(part.Name, "it is empty");
        }
        catch (JsonException e)
        {
            throw new BrokenPackageException(part.Name, e.Message);
        }
    }
}

/// <summary>A package that is not what it says it is.</summary>
public sealed class BrokenPackageException(string part, string fault) : Exception($"{part}: {fault}")
{
    /// <summary>The part that does not hold.</summary>
    public string Part { get; } = part;
}
