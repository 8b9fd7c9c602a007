// Lots as the events tell them: what trades opened, what they closed, what is left, each with its day and price.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>What one trade opened and what is left of it.</summary>
/// <param name="trade">Zero: held when the second release began; before, lots were not told.</param>
/// <param name="day">Day zero when it is not known.</param>
public sealed class Lot(TradeId trade, TradingDate day, Price openPrice, long lots)
{
    public TradeId Trade { get; } = trade;

    public TradingDate Day { get; } = day;

    public Price OpenPrice { get; } = openPrice;

    /// <summary>Opened by the trade.</summary>
    public long Opened { get; } = lots;

    /// <summary>Opened less closed; above zero.</summary>
    public long Left { get; internal set; } = lots;
}

/// <summary>A part of a lot that was closed.</summary>
public readonly record struct LotPart(TradeId Trade, TradingDate Day, Price OpenPrice, long Lots);

/// <summary>The lots of one account in one contract month, both sides, oldest first.</summary>
public sealed class LotBook
{
    private readonly List<Lot> _long = [];
    private readonly List<Lot> _short = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Lot> Of(Side side) => List(side);

    public bool IsEmpty => _long.Count == 0 && _short.Count == 0;

    public long Lots(Side side)
    {
        long sum = 0;
        foreach (var lot in List(side))
            sum += lot.Left;
        return sum;
    }

    internal void Open(Side side, Lot lot) => List(side).Add(lot);

    /// <summary>Takes lots oldest first: the rule of the first release, which does not name them.</summary>
    internal List<LotPart> TakeOldest(Side side, long lots)
    {
        var list = List(side);
        var parts = new List<LotPart>();
        while (lots > 0)
        {
            Must.Hold(list.Count > 0);
            var part = long.Min(lots, list[0].Left);
            parts.Add(Take(list, 0, part));
            lots -= part;
        }

        return parts;
    }

    /// <summary>Takes from the lots that a trade opened.</summary>
    internal void Take(Side side, TradeId trade, long lots)
    {
        var list = List(side);
        while (lots > 0)
        {
            var at = list.FindIndex(l => l.Trade == trade);
            Must.Hold(at >= 0);
            var part = long.Min(lots, list[at].Left);
            Take(list, at, part);
            lots -= part;
        }
    }

    /// <summary>From here on the position is one lot that no trade is known for, at a price.</summary>
    internal void Forget(Price price)
    {
        foreach (var side in (ReadOnlySpan<Side>)[Side.Buy, Side.Sell])
        {
            var lots = Lots(side);
            List(side).Clear();
            if (lots > 0)
                Open(side, new(default, default, price, lots));
        }
    }

    private static LotPart Take(List<Lot> list, int at, long lots)
    {
        var lot = list[at];
        lot.Left -= lots;
        if (lot.Left == 0)
            list.RemoveAt(at);
        return new(lot.Trade, lot.Day, lot.OpenPrice, lots);
    }

    private List<Lot> List(Side side) => side == Side.Buy ? _long : _short;
}
