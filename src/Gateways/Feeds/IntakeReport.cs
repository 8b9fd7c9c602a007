// What a forgiving import made of a table: the good rows are used, each bad one is named with field, value and rule.
using System.Globalization;
using System.Text;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>Counts and faults of one table. Rows = used + refused.</summary>
public sealed class IntakeReport(string file, string kind)
{
    /// <summary>So many refused rows are shown; the others are counted.</summary>
    public const int MostShown = 1000;

    private readonly List<CsvFault> _faults = [];
    private readonly SortedDictionary<string, int> _rules = new(StringComparer.Ordinal);

    public string File { get; } = file;

    /// <summary>What the table was read as: deals, measures, …</summary>
    public string Kind { get; } = kind;

    /// <summary>Rows without the header.</summary>
    public int Rows { get; internal set; }

    /// <summary>Rows that became part of an observation.</summary>
    public int Used { get; internal set; }

    /// <summary>Rows that did not.</summary>
    public int Refused => Rows - Used;

    public int Observations { get; internal set; }

    /// <summary>The first faults; a row may have several.</summary>
    public IReadOnlyList<CsvFault> Faults => _faults;

    /// <summary>How often each rule was broken, by "field: rule".</summary>
    public IReadOnlyDictionary<string, int> Rules => _rules;

    /// <summary>Why reading ended before the end of the file; empty when it did not.</summary>
    public string Stopped { get; internal set; } = "";

    /// <summary>All rows were good and all were read.</summary>
    public bool Clean => _rules.Count == 0 && Stopped.Length == 0;

    internal void Fault(CsvFault fault)
    {
        var rule = fault.Field.Length == 0 ? fault.Rule : $"{fault.Field}: {fault.Rule}";
        _rules[rule] = _rules.GetValueOrDefault(rule) + 1;
        if (_faults.Count < MostShown)
            _faults.Add(fault);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{File} as {Kind}: {Rows} rows, {Used} used, {Refused} refused, {Observations} observations\n"
        );
        if (Stopped.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"  reading stopped: {Stopped}\n");
        foreach (var (rule, count) in _rules)
            text.Append(CultureInfo.InvariantCulture, $"  {count, 7} x {rule}\n");
        foreach (var fault in _faults)
            text.Append(CultureInfo.InvariantCulture, $"  {fault}\n");
        return text.ToString();
    }
}

/// <summary>The observations of a table in the order in which they may be used, and the report.</summary>
public sealed record Intake(IReadOnlyList<Observation> Observations, IntakeReport Report);
