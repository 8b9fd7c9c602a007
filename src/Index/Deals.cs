// The deals that entered the log: what was consumed, by whom, for how much.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index;

/// <summary>A deal and where it stands on the log.</summary>
/// <param name="Number">In order of entry.</param>
/// <param name="Seen">Day on which it became knowable.</param>
/// <param name="From">First day of consumption.</param>
/// <param name="To">Last day of consumption.</param>
/// <param name="Entered">The day on which it entered the log.</param>
internal sealed record Deal(
    int Number,
    long Sequence,
    int Seen,
    int From,
    int To,
    int Entered,
    DealObservation Document
);

/// <summary>All deals in log order, and by the last day of their consumption.</summary>
internal sealed class Deals : IStateSection
{
    private readonly SortedList<int, List<Deal>> _byDay = [];
    private readonly TextPool _texts = new();

    public byte Tag => 1;

    public bool Empty => All.Count == 0;

    public List<Deal> All { get; } = [];

    /// <summary>Who traded with whom and on what proof: follows from the deals, so it is no part of the saved
    /// state.</summary>
    public DealTrails Trails { get; } = new();

    /// <summary>Deals whose consumption ended on the day, in log order.</summary>
    public IReadOnlyList<Deal> EndedOn(int day) => _byDay.TryGetValue(day, out var deals) ? deals : [];

    public void Add(
        DealObservation o,
        TradingDate seen,
        TradingDate from,
        TradingDate to,
        TradingDate entered,
        long sequence
    )
    {
        var deal = new Deal(All.Count, sequence, seen.Days, from.Days, to.Days, entered.Days, _texts.Of(o));
        All.Add(deal);
        Trails.Add(deal);
        if (!_byDay.TryGetValue(deal.To, out var day))
            _byDay.Add(deal.To, day = []);
        day.Add(deal);
    }

    public void Save(StateWriter w)
    {
        w.Int(All.Count);
        foreach (var deal in All)
        {
            w.Long(deal.Sequence);
            w.Int(deal.Seen);
            w.Int(deal.From);
            w.Int(deal.To);
            w.Int(deal.Entered);
            w.Block(Documents.Write(deal.Document));
        }
    }

    public void Load(StateReader r)
    {
        for (var count = r.Count(); count > 0; count--)
        {
            var sequence = r.Long();
            TradingDate seen = new(r.Int());
            TradingDate from = new(r.Int());
            TradingDate to = new(r.Int());
            TradingDate entered = new(r.Int());
            var document =
                Documents.Read<DealObservation>(r.Block(), out _)
                ?? throw new InvariantBrokenException("a saved deal cannot be read");
            Add(document, seen, from, to, entered, sequence);
        }
    }
}
