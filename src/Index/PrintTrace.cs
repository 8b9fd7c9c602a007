// How one print came about, row by row: for explanations. It is no part of the machine's state and changes nothing.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index;

/// <summary>A row as it stood when the print was made. Sequences are those of the observation log; -1: none.</summary>
/// <param name="Name">As the methodology calls it: an offer, or a maker, seller or item once grouped.</param>
/// <param name="Value">In <paramref name="Currency"/>; of a single price it is the one observed unless it was
/// converted.</param>
/// <param name="Price">The observation that brought the price.</param>
/// <param name="Confirmed">The observation that last confirmed it.</param>
/// <param name="Rate">The exchange rate used.</param>
/// <param name="Weight">The weight used.</param>
/// <param name="Score">The score that admitted the item.</param>
/// <param name="Anchor">The anchor's score beside it.</param>
/// <param name="Parts">The rows of which it was made; empty for a single price.</param>
public sealed record TracedRow(
    string Name,
    string Seller,
    string Maker,
    string Item,
    string Class,
    string Region,
    string Terms,
    decimal Value,
    Currency Currency,
    long Price,
    long Confirmed,
    long Rate,
    long Weight,
    long Score,
    long Anchor,
    IReadOnlyList<TracedRow> Parts
)
{
    /// <summary>The single prices behind it, in the order in which they were put together.</summary>
    public IEnumerable<TracedRow> Prices() => Parts.Count == 0 ? [this] : Parts.SelectMany(part => part.Prices());
}

/// <summary>A constituent of the print.</summary>
/// <param name="WeightPpm">Parts per million of the print.</param>
public sealed record TracedConstituent(int WeightPpm, TracedRow Row);

/// <summary>A row that was left out, and why.</summary>
public sealed record TracedExclusion(string Reason, TracedRow Row);

/// <summary>Waits for one print of one index and keeps what it was made of. Hand it to
/// <see cref="IndexMachine.Trace"/>.</summary>
public sealed class PrintTrace(string index, string day)
{
    public string Index { get; } = index;

    /// <summary>yyyy-MM-dd.</summary>
    public string Day { get; } = day;

    /// <summary>Null until the print was made.</summary>
    public PrintDocument? Print { get; private set; }

    /// <summary>The moment before which an entry had to stand on the log.</summary>
    public Instant Moment { get; private set; }

    /// <summary>In the order of the print's own list.</summary>
    public IReadOnlyList<TracedConstituent> Used { get; private set; } = [];

    /// <summary>In the order in which the steps left them out.</summary>
    public IReadOnlyList<TracedExclusion> LeftOut { get; private set; } = [];

    internal bool Wants(string index, TradingDate day) => Print is null && Index == index && Day == day.ToString();

    /// <summary>Copies what is on the table: its rows are used again for the next print.</summary>
    internal void Take(PrintContext context, PrintDocument print, Table table)
    {
        Print = print;
        Moment = context.Methodology.MomentOf(context.Day);
        var used = new List<TracedConstituent>(table.Rows.Count);
        for (var i = 0; i < table.Rows.Count; i++)
            used.Add(new(print.Used[i].WeightPpm, Copy(table.Rows[i])));
        Used = used;
        LeftOut = [.. table.LeftOut.Select(left => new TracedExclusion(left.Reason, Copy(left.Row)))];
    }

    private static TracedRow Copy(Row row) =>
        new(
            row.Name,
            row.Series.Seller,
            row.Series.Maker,
            row.Series.Item,
            row.Series.Class,
            row.Series.Region,
            row.Series.Terms,
            row.Value,
            row.Currency,
            row.Sequence,
            row.LastSequence,
            row.RateSequence,
            row.WeightSequence,
            row.Admission.Score,
            row.Admission.Anchor,
            row.Parts is null ? [] : [.. row.Parts.Select(Copy)]
        );
}
