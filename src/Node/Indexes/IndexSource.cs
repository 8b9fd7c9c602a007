// Where the index verbs read from: a venue's folder with its logs, or a folder of observations that is played in.
using System.CommandLine;
using System.Text;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Verbs;
using Tokenbourse.Venue;
using Tokenbourse.Venue.Recalculation;

namespace Tokenbourse.Node.Indexes;

/// <summary>The options that say where from; every index verb has the same.</summary>
internal sealed class SourceOptions
{
    public Option<string?> Folder { get; } =
        new("--folder") { Description = "A venue's folder: its observation log and its published prints." };

    public Option<string?> Data { get; } =
        new("--data")
        {
            Description = "A folder of observations (our own tables, or public data). Default: the reference table.",
        };

    public Option<string> Rulebook { get; } =
        new("--rulebook")
        {
            Description = "With --data: the folder with indexes/*.json.",
            DefaultValueFactory = _ => Home.Rulebook,
        };

    public IEnumerable<Option> All => [Folder, Data, Rulebook];

    /// <summary>Opens what was named.</summary>
    public IndexSource Open(ParseResult parsed) =>
        IndexSource.Open(parsed.GetValue(Folder), parsed.GetValue(Data), parsed.GetValue(Rulebook)!);
}

/// <summary>Entries of an observation log, and what was published of them.</summary>
internal sealed class IndexSource : IDisposable
{
    private readonly VenueLogs? _logs;
    private readonly List<LogEntry>? _entries;

    private IndexSource(string name, VenueLogs? logs, List<LogEntry>? entries)
    {
        Name = name;
        _logs = logs;
        _entries = entries;
    }

    public string Name { get; }

    /// <summary>Prints were published: it is a venue.</summary>
    public bool IsVenue => _logs is not null;

    /// <summary>The venue's logs; null for a folder of data.</summary>
    public VenueLogs? Logs => _logs;

    /// <exception cref="VerbException">Neither or both were named, or there is nothing there.</exception>
    public static IndexSource Open(string? folder, string? data, string rulebook)
    {
        if (folder is not null && data is not null)
            throw new VerbException("--folder and --data: one of them", 2);
        if (folder is not null)
            return new(folder, VenueFolder.OpenReadOnly(folder), null);
        data ??= Home.Reference;
        if (!Directory.Exists(data))
            throw new VerbException($"{data}: no such folder", 2);
        return new(data, null, Play(data, rulebook));
    }

    /// <summary>The observation log from its first entry on.</summary>
    public IEnumerable<LogEntry> Entries() => _entries ?? _logs!.Observations.Read(0);

    /// <summary>The events that a venue published; of a folder of data, none.</summary>
    public IEnumerable<LogEntry> Published() => _logs?.Prints.Read(0) ?? [];

    /// <summary>The bytes of a print as it was published first; null when it was not, or when this is no
    /// venue.</summary>
    public ReadOnlyMemory<byte>? Published(string index, string day)
    {
        foreach (var entry in Published())
        {
            if (entry.Kind is not (MessageKind.Printed or MessageKind.PrintWithheld))
                continue;
            var print = Documents.Read<PrintDocument>(entry.Payload.Span);
            if (print.Index == index && print.Day == day)
                return entry.Payload.ToArray();
        }

        return null;
    }

    /// <summary>The print made again from the entries.</summary>
    /// <exception cref="VerbException">There is no such print; says which days there are.</exception>
    public RemadePrint Remake(string index, string day)
    {
        if (!TradingDate.TryParse(day, out _))
            throw new VerbException($"{day}: must be a date, yyyy-MM-dd", 2);
        Console.Error.WriteLine($"playing the observation log of {Name} up to {day} ...");
        return Recomputation.Remake(Entries(), index, day)
            ?? throw new VerbException(
                $"{Name}: no print of {index} on {day}: there is no such index, the day is none of its days, "
                    + "or the log ends before its moment",
                2
            );
    }

    public void Dispose() => _logs?.Dispose();

    /// <summary>Reads a folder of observations as either shape.</summary>
    public static ObservationSet Read(string folder)
    {
        var own =
            File.Exists(Path.Combine(folder, "token_prices.csv"))
            || File.Exists(Path.Combine(folder, "token_prices.csv.gz"));
        var set = own ? ObservationSets.Reference(folder) : ObservationSets.Shared(folder);
        foreach (var fault in set.Faults)
            Console.Error.WriteLine(fault);
        return set.Observations.Count > 0 ? set : throw new VerbException($"{folder}: no observations", 1);
    }

    // As `tokenbourse index` plays it: definitions at the first observation's moment, then one after the other.
    private static List<LogEntry> Play(string folder, string rulebook)
    {
        var set = Read(folder);
        var entries = new List<LogEntry>(set.Observations.Count + 16);
        var begin = set.Observations[0].Seen;
        foreach (var (_, text) in Home.Documents(rulebook, "indexes"))
            entries.Add(new(entries.Count, begin, -1, MessageKind.DefineIndex, Encoding.UTF8.GetBytes(text)));
        foreach (var o in set.Observations)
            entries.Add(new(entries.Count, o.Seen, -1, o.Kind, o.Bytes()));
        return entries;
    }
}
