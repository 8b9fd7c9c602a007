// A venue on disk: four logs, snapshots and a manifest in one folder.
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Sim;
using Tokenbourse.Storage;
using Tokenbourse.Venue;

namespace Tokenbourse.Node;

/// <summary>What the folder holds: enough to play the run again.</summary>
/// <param name="Kind">headless: a run that is a function of its seed; live: people took part.</param>
/// <param name="Check">Fingerprint of the other fields.</param>
internal sealed record Manifest(string Kind, ulong Seed, string Start, string Program, string Rulebook, string Check)
{
    /// <summary>A manifest with its fingerprint.</summary>
    public static Manifest Of(string kind, ulong seed, string start, string program, string rulebook)
    {
        var digest = new Digest64(seed);
        foreach (var field in (ReadOnlySpan<string>)[kind, start, program, rulebook])
            digest.Add(Encoding.UTF8.GetBytes(field));
        return new(kind, seed, start, program, rulebook, digest.Value.ToString("x16", CultureInfo.InvariantCulture));
    }

    public bool IsWhole => this == Of(Kind, Seed, Start, Program, Rulebook);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;

/// <summary>Opens and lays out a venue's folder.</summary>
internal static class VenueFolder
{
    private const string ManifestName = "venue.json";
    private const string EpochName = "epoch";

    public static string Observations(string folder) => Path.Combine(folder, "index", "observations");

    public static string Prints(string folder) => Path.Combine(folder, "index", "prints");

    public static string Commands(string folder) => Path.Combine(folder, "market", "commands");

    public static string Events(string folder) => Path.Combine(folder, "market", "events");

    public static string IndexSnapshots(string folder) => Path.Combine(folder, "index", "snapshots");

    public static string MarketSnapshots(string folder) => Path.Combine(folder, "market", "snapshots");

    public static string Bulletins(string folder) => Path.Combine(folder, "bulletins");

    /// <summary>Of the market's commands in a live venue: flushed before anybody is told, into segments made ahead, so
    /// that nobody waits for a file to grow: enough for a burst of two million commands, made again slowly.</summary>
    public static FileLogOptions Ahead { get; } = new(Ahead: 3);

    /// <summary>Of what can be made again from commands.</summary>
    public static FileLogOptions Lazy { get; } = new(FlushEachBatch: false);

    /// <summary>The same in a live venue.</summary>
    public static FileLogOptions LazyAhead { get; } = Lazy with { Ahead = 1 };

    /// <summary>Opens for writing. Torn tails are cut and named on the error stream.</summary>
    /// <param name="live">People wait for answers: the market's commands go into segments made ahead.</param>
    public static VenueLogs Open(string folder, bool live = false) =>
        new(
            Log(Observations(folder), null),
            Log(Prints(folder), live ? LazyAhead : Lazy),
            Log(Commands(folder), live ? Ahead : null),
            Log(Events(folder), live ? LazyAhead : Lazy),
            new FileSnapshots(IndexSnapshots(folder)),
            new FileSnapshots(MarketSnapshots(folder))
        )
        {
            Agreements = MakerFiles.Read(folder),
        };

    /// <summary>Opens without being able to change anything.</summary>
    public static VenueLogs OpenReadOnly(string folder)
    {
        if (!File.Exists(Path.Combine(folder, ManifestName)))
            throw new VerbException($"{folder}: not a venue's folder ({ManifestName} is missing)", 2);
        return new(
            FileLog.OpenReadOnly(Observations(folder)),
            FileLog.OpenReadOnly(Prints(folder)),
            FileLog.OpenReadOnly(Commands(folder)),
            FileLog.OpenReadOnly(Events(folder)),
            new FileSnapshots(IndexSnapshots(folder)),
            new FileSnapshots(MarketSnapshots(folder))
        )
        {
            Agreements = MakerFiles.Read(folder),
        };
    }

    /// <summary>The logs of a run that begins again from its seed: what is there is compared, what is missing is
    /// written.</summary>
    public static VenueLogs Again(VenueLogs logs) =>
        new(
            new CheckedLog(logs.Observations, "observations"),
            new CheckedLog(logs.Prints, "prints"),
            new CheckedLog(logs.Commands, "commands"),
            new CheckedLog(logs.Events, "events"),
            new LaterSnapshots(logs.IndexSnapshots!),
            new LaterSnapshots(logs.MarketSnapshots!)
        )
        {
            Agreements = logs.Agreements,
        };

    /// <summary>The folder's manifest; null when there is none.</summary>
    public static Manifest? Read(string folder)
    {
        var path = Path.Combine(folder, ManifestName);
        if (!File.Exists(path))
            return null;
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestJson.Default.Manifest);
            return manifest is { IsWhole: true }
                ? manifest
                : throw new VerbException($"{path}: its fields do not give its check; somebody has changed it", 1);
        }
        catch (JsonException e)
        {
            throw new VerbException($"{path}: not a manifest: {e.Message}", 1);
        }
    }

    /// <summary>Writes the manifest whole or not at all.</summary>
    public static void Write(string folder, Manifest manifest)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, ManifestName);
        var part = path + ".part";
        File.WriteAllBytes(part, JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.Manifest));
        File.Move(part, path, overwrite: true);
    }

    /// <summary>Notes that the venue's numbers begin here.</summary>
    public static void BeginEpoch(string folder)
    {
        var began = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        File.WriteAllText(Path.Combine(folder, EpochName), began.ToString("x", CultureInfo.InvariantCulture));
    }

    /// <summary>Since when the venue's numbers have gone on without a break; a folder that does not say it yet begins
    /// to.</summary>
    public static string Epoch(string folder)
    {
        var path = Path.Combine(folder, EpochName);
        if (!File.Exists(path))
            BeginEpoch(folder);
        return File.ReadAllText(path).Trim();
    }

    private static FileLog Log(string folder, FileLogOptions? options)
    {
        var log = FileLog.Open(folder, options);
        if (log.TornTail is { } torn)
        {
            Console.Error.WriteLine(
                $"{torn.FilePath}: a write was cut off by a crash; {torn.Bytes} bytes from offset {torn.Offset} were never acknowledged and are gone"
            );
        }

        return log;
    }
}
