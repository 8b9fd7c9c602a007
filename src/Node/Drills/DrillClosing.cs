// Closing what the defaulters hold: against each other, in the market, in the auction, at last by tear-up.
using System.Globalization;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Drills;

/// <summary>Feeds the book of the defaulters to the engines and keeps what they said.</summary>
internal sealed class DrillClosing
{
    private readonly Drill _drill;
    private readonly IReadOnlyList<Price> _settlements;
    private readonly IReadOnlyList<FundMember> _survivors;
    private readonly IReadOnlyList<(AccountId Account, IReadOnlyList<DrillPosition> Positions)> _others;
    private readonly Func<AccountId, string> _name;
    private readonly List<AccountId> _defaulters;
    private readonly DrillBook _book;
    private readonly SortedDictionary<int, long> _saved = [];

    /// <param name="survivors">Members that stand, with their fund contributions.</param>
    /// <param name="others">All accounts that are not in default.</param>
    /// <param name="lots">By month, then by defaulter.</param>
    public DrillClosing(
        Drill drill,
        IReadOnlyList<Price> settlements,
        IReadOnlyList<AccountId> defaulters,
        IReadOnlyList<FundMember> survivors,
        IReadOnlyList<(AccountId Account, IReadOnlyList<DrillPosition> Positions)> others,
        long[][] lots,
        Func<AccountId, string> name
    )
    {
        _drill = drill;
        _settlements = settlements;
        _survivors = survivors;
        _others = others;
        _name = name;
        _defaulters = [.. defaulters];
        _book = new(drill.Months, settlements, defaulters, lots);
    }

    public List<ClosingRow> Rows { get; } = [];

    public List<AwardRow> Awards { get; } = [];

    public IReadOnlyList<AccountId> FailedToBid { get; private set; } = [];

    public long[] Results => _book.Results;

    public long LeftOpen => Enumerable.Range(0, _drill.Months.Count).Sum(m => long.Abs(_book.Net(m)));

    public string LiquidationWords { get; private set; } = "";

    public string HedgeWords { get; private set; } = "";

    public string AuctionWords { get; private set; } = "";

    /// <summary>Crosses, then closes in the market within participation and guard.</summary>
    /// <param name="owed">By defaulter: what it owes.</param>
    /// <param name="lockedDays">Days from the first on which nothing can be closed.</param>
    public void Liquidate(long[] owed, int lockedDays)
    {
        for (var m = 0; m < _drill.Months.Count; m++)
        {
            var crossed = _book.Cross(m);
            if (crossed > 0)
                Row("crossed", m, Side.None, crossed, _settlements[m], Money.Zero, "defaulters against each other");
        }

        // Whoever comes earlier in the queue is closed first.
        var queue = Queue(owed);
        foreach (var m in queue.Select(p => p.Instrument.Value).Distinct().ToList())
        {
            var order = queue.Where(p => p.Instrument.Value == m).Select(p => _defaulters.IndexOf(p.Member)).ToList();
            var closing = _book.Closing(m);
            var slices = Liquidation.Plan(
                long.Abs(_book.Net(m)),
                closing,
                _settlements[m],
                [.. _drill.Intervals.Where(i => i.Month == m).Select(i => Market(i, lockedDays))],
                _drill.Liquidation
            );
            foreach (var slice in slices)
            {
                var result = _book.ReduceInOrder(m, closing, slice.Lots, slice.Price, order);
                Row("market", m, closing, slice.Lots, slice.Price, result, Words(slice.Reason));
            }
        }

        var left = LeftOpen;
        LiquidationWords =
            Rows.Count == 0 ? "nothing to close in the market" : Text($"{left} lots left after the market");
    }

    /// <summary>The defaulters' positions in the order of forced closing: a drill knows no hedge flag.</summary>
    private IReadOnlyList<QueuedPosition> Queue(long[] owed)
    {
        var positions = new List<QueuedPosition>();
        for (var m = 0; m < _drill.Months.Count; m++)
        {
            var month = _drill.Months[m];
            for (var d = 0; d < _defaulters.Count; d++)
            {
                var lots = _book.Lots(m, d);
                if (lots == 0)
                    continue;
                var loss = -Money.OfMove(_settlements[m].Ticks - month.Previous.Ticks, lots, month.TickValue);
                var member = _defaulters[d];
                positions.Add(new(member, new(owed[d]), member, new(m), false, month.OpenInterest, loss, lots));
            }
        }

        return LiquidationQueue.Order(positions, LiquidationQueue.Usual);
    }

    /// <summary>While the market is locked at the limit nobody trades against it.</summary>
    private static MarketInterval Market(DrillInterval interval, int lockedDays) =>
        interval.Day < lockedDays ? interval.Market with { Volume = 0 } : interval.Market;

    /// <summary>Hedges of the drill; their result is shared by what each defaulter owed.</summary>
    /// <returns>By defaulter.</returns>
    public long[] Hedge(long[] owed)
    {
        var sum = Money.Zero;
        foreach (var hedge in _drill.Hedges)
        {
            var result = Money.OfMove(
                hedge.Close.Ticks - hedge.Price.Ticks,
                hedge.Lots,
                _drill.Months[hedge.Month].TickValue
            );
            sum += result;
            var note = Text($"opened at {hedge.Price.Ticks}, closed at {hedge.Close.Ticks}");
            var side = hedge.Lots > 0 ? Side.Buy : Side.Sell;
            Row("hedge", hedge.Month, side, long.Abs(hedge.Lots), hedge.Price, result, note);
        }

        HedgeWords =
            _drill.Hedges.Count == 0
                ? "no hedges in this drill"
                : Text($"hedges: {_drill.Hedges.Count}, result {Amounts.Wide(Amounts.Of(sum))}");
        return _book.Share(sum, owed);
    }

    /// <summary>The auction of what is left, and the tear-up of what nobody took.</summary>
    public void Sell()
    {
        var portfolio = new List<AuctionLots>();
        for (var m = 0; m < _drill.Months.Count; m++)
        {
            if (_book.Net(m) == 0)
                continue;
            var bidders = _book.Closing(m).Opposite();
            portfolio.Add(new(new(m + 1), bidders, long.Abs(_book.Net(m)), Worst(m, _book.Closing(m))));
        }

        var duties = DefaultAuction.Duties(portfolio, _survivors, _drill.Auction.DutyPpm);
        var result = DefaultAuction.Of(portfolio, Bids(), duties);
        FailedToBid = result.FailedToBid;
        foreach (var month in result.Months)
            Settle(month);
        var (sold, offered) = (result.Months.Sum(m => m.Sold), portfolio.Sum(p => p.Lots));
        AuctionWords =
            offered == 0
                ? "nothing left to auction"
                : Text($"{sold} of {offered} lots sold; failed to bid: {FailedToBid.Count}");
    }

    /// <summary>By holder: what ending positions at the settlement price in place of the auction's awards would
    /// save.</summary>
    public IReadOnlyList<Forgone> Saved() => [.. _saved.Select(s => new Forgone(new(s.Key), new(s.Value)))];

    private void Settle(MonthAuction month)
    {
        var m = month.Instrument.Value - 1;
        var closing = month.Bidders.Opposite();
        if (month.Price is { } price)
        {
            var result = _book.Reduce(m, closing, month.Sold, price);
            Row("auction", m, closing, month.Sold, price, result, "one price for all awards");
            foreach (var award in month.Awards)
            {
                Awards.Add(
                    new(_drill.Months[m].Symbol, award.Bidder.Value, _name(award.Bidder), award.Lots, price.Ticks)
                );
            }
        }

        var holders = Opposite(m, month.Bidders);
        var torn = TearUp.Of(month.Unsold, holders);
        if (torn.Count > 0)
        {
            var lots = torn.Sum(t => t.Lots);
            _book.Reduce(m, closing, lots, _settlements[m]);
            Row(
                "tear-up",
                m,
                closing,
                lots,
                _settlements[m],
                Money.Zero,
                "ended at the settlement price: " + Words(torn)
            );
        }

        Save(m, month, holders, torn);
    }

    /// <summary>What the tear-up layer could bear: the lots sold below (above) the settlement price, ended in place of
    /// sold, save the difference.</summary>
    private void Save(int m, MonthAuction month, IReadOnlyList<OppositeHolder> holders, IReadOnlyList<TornLots> torn)
    {
        if (month.Price is not { } price)
            return;
        var perLot = -month.Bidders.Sign() * (price.Ticks - _settlements[m].Ticks) * _drill.Months[m].TickValue;
        if (perLot <= 0)
            return;
        var left = holders
            .Select(h => h with { Lots = h.Lots - torn.Where(t => t.Account == h.Account).Sum(t => t.Lots) })
            .Where(h => h.Lots > 0);
        foreach (var part in TearUp.Of(month.Sold, [.. left]))
            _saved[part.Account.Value] = _saved.GetValueOrDefault(part.Account.Value) + (part.Lots * perLot);
    }

    /// <summary>Accounts that hold against the defaulters: they are long where bidders would sell, short where bidders
    /// would buy.</summary>
    private List<OppositeHolder> Opposite(int month, Side bidders)
    {
        var holders = new List<OppositeHolder>();
        foreach (var (account, positions) in _others)
        {
            var against = -bidders.Sign() * positions.Where(p => p.Month == month).Sum(p => p.Lots);
            if (against > 0)
                holders.Add(new(account, against));
        }

        return holders;
    }

    private List<AuctionBid> Bids() =>
        [
            .. _drill
                .Members.Where(m => _survivors.Any(s => s.Account == m.Account))
                .SelectMany(m => m.Bids.Select(b => new AuctionBid(m.Account, new(b.Month + 1), b.Lots, b.Price))),
        ];

    /// <summary>The guard of the auction is that of a closing order, at the auction's own width.</summary>
    private Price Worst(int month, Side closing) =>
        Liquidation.Guard(closing, _settlements[month], new(0, _drill.Auction.WorstPpm));

    private void Row(string way, int month, Side side, long lots, Price? price, Money result, string note) =>
        Rows.Add(
            new(
                way,
                _drill.Months[month].Symbol,
                side switch
                {
                    Side.Buy => "buy",
                    Side.Sell => "sell",
                    _ => "both",
                },
                lots,
                price?.Ticks,
                Amounts.Of(result),
                _book.Net(month),
                note
            )
        );

    private string Words(IReadOnlyList<TornLots> torn) =>
        string.Join(", ", torn.Select(t => Text($"{_name(t.Account)} {t.Lots}")));

    private static string Words(SliceReason reason) =>
        reason switch
        {
            SliceReason.Closed => "within the part of the volume",
            SliceReason.NoVolume => "no volume",
            _ => "price beyond the guard: waited",
        };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
