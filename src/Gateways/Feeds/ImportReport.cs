// What an importer made of a file: how many rows it read and used, and why it left the others.
using System.Globalization;
using System.Text;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>Counts of one import. Rows read = rows used + rows skipped.</summary>
public sealed class ImportReport(string file)
{
    private readonly SortedDictionary<string, int> _skipped = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _notes = new(StringComparer.Ordinal);
    private readonly List<CsvFault> _faults = [];

    public string File { get; } = file;

    /// <summary>Rows of the file, without its header.</summary>
    public int Read { get; private set; }

    /// <summary>Rows that were taken into account (several may become one observation, or none when nothing
    /// changed).</summary>
    public int Used { get; private set; }

    /// <summary>Rows left out, by reason.</summary>
    public IReadOnlyDictionary<string, int> Skipped => _skipped;

    /// <summary>What was noticed on the way, by kind: not rows.</summary>
    public IReadOnlyDictionary<string, int> Notes => _notes;

    /// <summary>The first rows that could not be understood.</summary>
    public IReadOnlyList<CsvFault> Faults => _faults;

    /// <summary>Observations that came of it.</summary>
    public int Observations { get; internal set; }

    internal void Row() => Read++;

    internal void Use() => Used++;

    internal void Skip(string reason) => Count(_skipped, reason);

    internal void Note(string what) => Count(_notes, what);

    /// <summary>A row that breaks the file's own shape: left out and kept as an example.</summary>
    internal void Fault(CsvFault fault)
    {
        Skip("not understood");
        if (_faults.Count < 20)
            _faults.Add(fault);
    }

    /// <summary>One line for each reason, for people.</summary>
    public override string ToString() => Text("observations");

    /// <summary>The same.</summary>
    /// <param name="what">What the rows became: observations, records.</param>
    public string Text(string what)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{File}: {Read} rows read, {Used} used, {Observations} {what}\n");
        foreach (var (reason, count) in _skipped)
            text.Append(CultureInfo.InvariantCulture, $"  skipped {count, 7}  {reason}\n");
        foreach (var (note, count) in _notes)
            text.Append(CultureInfo.InvariantCulture, $"  noted   {count, 7}  {note}\n");
        return text.ToString();
    }

    private static void Count(SortedDictionary<string, int> counts, string reason) =>
        counts[reason] = counts.GetValueOrDefault(reason) + 1;
}

/// <summary>The observations of a file in the order in which they may be used, and the counts.</summary>
public sealed record Import(IReadOnlyList<Observation> Observations, ImportReport Report)
{
    internal static Import Of(List<Observation> observations, ImportReport report)
    {
        report.Observations = observations.Count;
        return new(Observation.InOrder(observations), report);
    }
}
