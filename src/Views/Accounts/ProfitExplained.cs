// Where the change of an account's equity came from: each lot's way from price to price over the day, to the cent.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>Which part of a lot's way a line is.</summary>
public enum ProfitKind : byte
{
    None = 0,

    /// <summary>A carried lot, from the previous settlement to the day's, whether it was closed or not.</summary>
    Carried = 1,

    /// <summary>A lot opened and held, from its price to the settlement.</summary>
    Opened = 2,

    /// <summary>A carried lot that was closed, from the settlement to the price it was closed at.</summary>
    ClosedCarried = 3,

    /// <summary>Opened and closed on the day, from price to price.</summary>
    ClosedToday = 4,

    /// <summary>A lot that ended with its month, from the settlement to the final price.</summary>
    Final = 5,
}

/// <summary>Amount = (To - From) * lots * value of a unit, less for a short side.</summary>
/// <param name="Trade">That opened or closed it; zero: no trade of the day did.</param>
/// <param name="Other">The trade that had opened what a trade of the same day closed; else zero.</param>
/// <param name="From">In units of the final price.</param>
/// <param name="To">In units of the final price.</param>
public readonly record struct ProfitLine(
    InstrumentId Instrument,
    ProfitKind Kind,
    Side Side,
    TradeId Trade,
    TradeId Other,
    long Lots,
    long From,
    long To,
    Money Amount
);

/// <summary>A month's lines added up. The result of the day is their sum; fees come off it.</summary>
public sealed record ProfitMonth(SettledMonth Month)
{
    public InstrumentId Instrument => Month.Set.Instrument;

    public Money Carried { get; internal set; }

    public Money Opened { get; internal set; }

    public Money ClosedCarried { get; internal set; }

    public Money ClosedToday { get; internal set; }

    public Money Final { get; internal set; }

    public Money Fees { get; internal set; }

    public Money Result => Carried + Opened + ClosedCarried + ClosedToday + Final;

    internal void Add(in ProfitLine line)
    {
        switch (line.Kind)
        {
            case ProfitKind.Carried:
                Carried += line.Amount;
                break;
            case ProfitKind.Opened:
                Opened += line.Amount;
                break;
            case ProfitKind.ClosedCarried:
                ClosedCarried += line.Amount;
                break;
            case ProfitKind.ClosedToday:
                ClosedToday += line.Amount;
                break;
            default:
                Final += line.Amount;
                break;
        }
    }
}

/// <summary>Made from the lots and trades of a day alone; the ledger is what it is held against.</summary>
public sealed class ProfitExplained
{
    private readonly SortedDictionary<int, ProfitMonth> _months = [];
    private readonly SortedDictionary<(int Instrument, ProfitKind Kind, Side Side, long From), ProfitLine> _sums = [];
    private readonly List<ProfitLine> _lines = [];

    /// <param name="terms">Of an instrument.</param>
    /// <param name="months">Every month that was settled on the day.</param>
    public ProfitExplained(
        AccountDay day,
        IReadOnlyList<SettledMonth> months,
        Func<InstrumentId, InstrumentDocument> terms
    )
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(months);
        ArgumentNullException.ThrowIfNull(terms);
        Day = day;
        var settled = months.ToDictionary(m => m.Set.Instrument.Value);
        foreach (var closed in day.Closed)
            Close(closed, settled[closed.Instrument.Value], terms(closed.Instrument));
        foreach (var held in day.Held)
            Hold(held, settled[held.Instrument.Value], terms(held.Instrument));
        foreach (var trade in day.Trades)
            Of(settled[trade.Instrument.Value]).Fees += trade.Fee;
        foreach (var line in _sums.Values)
            Take(line, settled);
    }

    public AccountDay Day { get; }

    /// <summary>By instrument; only those that held, traded or paid a fee.</summary>
    public IReadOnlyCollection<ProfitMonth> Months => _months.Values;

    /// <summary>The lines of a month: those by trade, in the order of the day, then carried and ended lots.</summary>
    public IEnumerable<ProfitLine> LinesOf(InstrumentId instrument) => _lines.Where(l => l.Instrument == instrument);

    /// <summary>Results of all months less their fees.</summary>
    public Money Net
    {
        get
        {
            var sum = Money.Zero;
            foreach (var month in _months.Values)
                sum += month.Result - month.Fees;
            return sum;
        }
    }

    /// <summary>What came and went beside trading.</summary>
    public Money Cash => Day.Money.Deposits - Day.Money.Withdrawals + Day.Money.Corrections + Day.Money.Spot.Sum;

    /// <summary>The rows explain all of the change in equity.</summary>
    public bool Balanced => Net + Cash == Day.Money.Equity - Day.Money.Before;

    private void Close(in ClosedLine c, in SettledMonth month, InstrumentDocument terms)
    {
        var scale = terms.UnitsPerTick;
        if (c.IsToday)
        {
            var (from, to) = (c.OpenPrice.Ticks * scale, c.ClosePrice.Ticks * scale);
            Line(terms, ProfitKind.ClosedToday, c.Side, c.Trade, c.OpenTrade, c.Lots, from, to, month);
            return;
        }

        var settlement = month.Set.Price.Ticks * scale;
        Add(terms, ProfitKind.Carried, c.Side, c.Lots, c.Previous.Ticks * scale, settlement);
        var price = c.ClosePrice.Ticks * scale;
        Line(terms, ProfitKind.ClosedCarried, c.Side, c.Trade, default, c.Lots, settlement, price, month);
    }

    private void Hold(in HeldLine h, in SettledMonth month, InstrumentDocument terms)
    {
        var scale = terms.UnitsPerTick;
        var settlement = h.Settlement.Ticks * scale;
        if (h.IsToday)
        {
            var price = h.OpenPrice.Ticks * scale;
            Line(terms, ProfitKind.Opened, h.Side, h.OpenTrade, default, h.Lots, price, settlement, month);
        }
        else
        {
            Add(terms, ProfitKind.Carried, h.Side, h.Lots, h.Previous.Ticks * scale, settlement);
        }

        if (h.Ended)
            Add(terms, ProfitKind.Final, h.Side, h.Lots, settlement, h.MarkUnits);
    }

    private void Line(
        InstrumentDocument terms,
        ProfitKind kind,
        Side side,
        TradeId trade,
        TradeId other,
        long lots,
        long from,
        long to,
        in SettledMonth month
    )
    {
        var line = new ProfitLine(new(terms.Instrument), kind, side, trade, other, lots, from, to, default);
        line = line with { Amount = Worth(line, terms) };
        _lines.Add(line);
        Of(month).Add(line);
    }

    // Lots that no trade of the day tells apart are one line a side.
    private void Add(InstrumentDocument terms, ProfitKind kind, Side side, long lots, long from, long to)
    {
        var key = (terms.Instrument, kind, side, from);
        var before = _sums.GetValueOrDefault(key).Lots;
        var line = new ProfitLine(new(key.Instrument), kind, side, default, default, before + lots, from, to, default);
        _sums[key] = line with { Amount = Worth(line, terms) };
    }

    private static Money Worth(in ProfitLine line, InstrumentDocument terms) =>
        Money.OfMove(line.To - line.From, line.Side.Sign() * line.Lots, terms.UnitValueMinor);

    private void Take(in ProfitLine line, Dictionary<int, SettledMonth> settled)
    {
        _lines.Add(line);
        Of(settled[line.Instrument.Value]).Add(line);
    }

    private ProfitMonth Of(in SettledMonth month)
    {
        var number = month.Set.Instrument.Value;
        if (!_months.TryGetValue(number, out var found))
            _months.Add(number, found = new(month));
        return found;
    }
}
