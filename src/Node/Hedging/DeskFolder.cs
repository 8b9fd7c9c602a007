// A desk's folder: its documents by name, read with faults that name file and JSON path, written whole or not at all.
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tokenbourse.Desk;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Node.Hedging;

/// <summary>The folder of one hedge programme (<c>--desk DIR</c>).</summary>
/// <param name="path">The folder; <see cref="Create"/> makes it.</param>
internal sealed class DeskFolder(string path)
{
    /// <summary>Where a desk's documents lie when nothing else is said.</summary>
    public const string Default = "data/desk";

    public string Folder { get; } = path;

    public string ProgrammeFile => At("programme.json");

    public string UsageFile => At("usage.json");

    public string ExposureFile => At("exposure.json");

    public string PolicyFile => At("policy.json");

    public string MarketFile => At("market.json");

    public string PlanFile => At("plan.json");

    /// <summary>The plan before the newest one, for what changed.</summary>
    public string PlanBeforeFile => At("plan-before.json");

    /// <summary>Own prices by day, where somebody handed them in.</summary>
    public string OwnPricesFile => At("own.csv");

    /// <summary>Proposals, approvals, orders, fills and allocations; appended only.</summary>
    public string JournalFile => At("journal.jsonl");

    public string Reports => At("reports");

    /// <summary>A file of the folder.</summary>
    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Makes the folder when it is not there.</summary>
    /// <exception cref="VerbException">It cannot be made.</exception>
    public DeskFolder Create()
    {
        try
        {
            Directory.CreateDirectory(Folder);
            return this;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{Folder}: must be a folder that can be made; {e.Message}", 2);
        }
    }

    public HedgeProgramme Programme() =>
        Read(ProgrammeFile, DeskJson.Default.HedgeProgramme, "desk import FILES writes one to begin with");

    public UsageLedger Usage() => Read(UsageFile, DeskJson.Default.UsageLedger, "run desk import FILES first");

    public ExposureTable Exposure() => Read(ExposureFile, DeskJson.Default.ExposureTable, "run desk expose first");

    public HedgePolicy Policy() =>
        Read(PolicyFile, DeskJson.Default.HedgePolicy, "desk import FILES writes one to begin with");

    public MarketSnapshot Market() => Read(MarketFile, DeskJson.Default.MarketSnapshot, "run desk market first");

    public HedgePlan Plan() => Read(PlanFile, DeskJson.Default.HedgePlan, "run desk plan first");

    /// <summary>Reads a document.</summary>
    /// <param name="file">The file.</param>
    /// <param name="shape">What it is.</param>
    /// <param name="remedy">What to do when it is not there.</param>
    /// <exception cref="VerbException">Exit 2: it is not there or cannot be read. Exit 1: it is not what it should be;
    /// the message names the file, the JSON path, the line and the rule.</exception>
    public static T Read<T>(string file, JsonTypeInfo<T> shape, string remedy)
        where T : class
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new VerbException($"{file}: no such file; {remedy}", 2);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{file}: must be a file that can be read; {e.Message}", 2);
        }

        try
        {
            return JsonSerializer.Deserialize(bytes, shape)
                ?? throw new VerbException($"{file}: $: must be a document, not null", 1);
        }
        catch (JsonException e)
        {
            throw new VerbException(Fault(file, e), 1);
        }
    }

    /// <summary>Writes a document: to a temporary name, flushed, then renamed, so that a reader finds the old one or
    /// the new one and never a half.</summary>
    /// <exception cref="VerbException">It cannot be written.</exception>
    public static void Write<T>(string file, T document, JsonTypeInfo<T> shape) =>
        Write(file, JsonSerializer.SerializeToUtf8Bytes(document, shape));

    /// <summary>As <see cref="Write{T}"/>, of bytes.</summary>
    public static void Write(string file, ReadOnlySpan<byte> bytes)
    {
        var temporary = file + ".writing";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{file}: must be a file that can be written; {e.Message}", 2);
        }
    }

    /// <summary>Appends one line to a file, flushed before the call returns.</summary>
    /// <exception cref="VerbException">It cannot be written.</exception>
    public static void Append(string file, string line)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read);
            stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
            stream.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{file}: must be a file that can be written; {e.Message}", 2);
        }
    }

    // The reader's own words end with where it stood: said once, by us.
    private static string Fault(string file, JsonException e)
    {
        var rule = e.Message;
        var tail = rule.IndexOf(" Path: ", StringComparison.Ordinal);
        if (tail > 0)
            rule = rule[..tail];
        var line = e.LineNumber is { } number
            ? string.Create(CultureInfo.InvariantCulture, $", line {number + 1}")
            : "";
        return $"{file}: {(e.Path is { Length: > 0 } at ? at : "$")}{line}: {rule}";
    }
}
