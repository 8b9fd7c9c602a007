// tokenbourse index package and index recompute: a print with all that it rests on, and the print made again from it.
using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Node.Indexes;
using Tokenbourse.Venue.Recalculation;

namespace Tokenbourse.Node.Verbs;

/// <summary>What was packed.</summary>
internal sealed record PackedShape(
    string Index,
    string Day,
    int Version,
    decimal? Value,
    long Entries,
    string Fingerprint,
    string File
);

/// <summary>What a recomputation found.</summary>
internal sealed record RecomputedShape(
    string Index,
    string Day,
    int Version,
    string Result,
    decimal? Published,
    decimal? MadeAgain,
    string Difference,
    string Fingerprint
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(PackedShape))]
[JsonSerializable(typeof(RecomputedShape))]
internal sealed partial class PackageShapes : JsonSerializerContext;

/// <summary>Packs a print.</summary>
internal static class IndexPackageVerb
{
    public static Command Build()
    {
        var index = new Argument<string>("index") { Description = "Name of the index." };
        var day = new Argument<string>("day") { Description = "Day of the print, yyyy-MM-dd." };
        var from = new SourceOptions();
        var place = new Option<string>("--out", "-o")
        {
            Description = "A .zip file, or a folder that is not there yet.",
            Required = true,
        };
        var json = new Option<bool>("--json") { Description = "What was packed, as JSON." };
        var command = new Command(
            "package",
            "Write everything that is needed to make a print again. "
                + "Example: tokenbourse index package GHI-H100 2026-03-16 -o print.zip"
        )
        {
            index,
            day,
            place,
            json,
        };
        foreach (var option in from.All)
            command.Add(option);
        command.SetAction(parsed =>
        {
            using var source = from.Open(parsed);
            var remade = source.Remake(parsed.GetValue(index)!, parsed.GetValue(day)!);
            var published = source.Published(remade.Print.Index, remade.Print.Day);
            if (source.IsVenue && published is null)
                throw new VerbException($"{source.Name}: {remade.Print.Day} has not been published", 2);
            var package = Recomputation.Package(remade, published, Release.Version);
            PackageFiles.Write(package, parsed.GetValue(place)!);
            var print = published is { } bytes ? Documents.Read<PrintDocument>(bytes.Span) : remade.Print;
            var shape = new PackedShape(
                print.Index,
                print.Day,
                print.Version,
                print.Value,
                package.Manifest.Entries,
                package.Fingerprint,
                parsed.GetValue(place)!
            );
            Console.WriteLine(
                parsed.GetValue(json)
                    ? JsonSerializer.Serialize(shape, PackageShapes.Default.PackedShape)
                    : $"{shape.Index} {shape.Day}: {shape.Value?.ToString() ?? "withheld"} "
                        + $"(version {shape.Version}), {shape.Entries} entries in {shape.File}\n"
                        + $"fingerprint sha256 {shape.Fingerprint}"
            );
            return 0;
        });
        return command;
    }
}

/// <summary>Makes a packed print again.</summary>
internal static class IndexRecomputeVerb
{
    public static Command Build()
    {
        var place = new Argument<string>("package") { Description = "The .zip file or the folder." };
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command(
            "recompute",
            "Make a packed print again with the index machine alone. Exit 0: the same byte for byte; "
                + "1: another; 2: the package is broken. Example: tokenbourse index recompute print.zip"
        )
        {
            place,
            json,
        };
        command.SetAction(parsed =>
        {
            try
            {
                var package = IndexPackage.Open(PackageFiles.Read(parsed.GetValue(place)!));
                var found = Recomputation.Recompute(package);
                Tell(package, found, parsed.GetValue(json));
                return found.Same ? 0 : 1;
            }
            catch (BrokenPackageException e)
            {
                throw new VerbException($"broken package: {e.Message}", 2);
            }
        });
        return command;
    }

    private static void Tell(IndexPackage package, RecomputedPrint found, bool json)
    {
        var shape = new RecomputedShape(
            found.Published.Index,
            found.Published.Day,
            found.Published.Version,
            found.Same ? "same" : "different",
            found.Published.Value,
            found.Again.Value,
            found.Difference,
            package.Fingerprint
        );
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(shape, PackageShapes.Default.RecomputedShape));
            return;
        }

        Console.WriteLine($"{shape.Index} {shape.Day}, version {shape.Version}, {package.Manifest.Entries} entries");
        Console.WriteLine($"  published   {shape.Published?.ToString() ?? "withheld"}");
        Console.WriteLine($"  made again  {shape.MadeAgain?.ToString() ?? "withheld"}");
        Console.WriteLine(found.Same ? "  the same, byte for byte" : $"  DIFFERENT: {found.Difference}");
        Console.WriteLine($"  fingerprint sha256 {shape.Fingerprint}");
    }
}
