// Phases of a book and its call auctions: orders collect, one price is found, everything that can trade at it does.
using System.Runtime.CompilerServices;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

public sealed partial class MatchingEngine
{
    /// <summary>Puts a book into a phase. An auction that is under way is ended by <see cref="Uncross"/> first, if it
    /// is to trade.</summary>
    public void SetPhase<T>(InstrumentId instrument, TradingPhase phase, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var book = BookOf(instrument);
        book.Phase = phase;
        if (phase.IsAuction())
            BeginIndications(book);
        if (phase == TradingPhase.ClosingAuction)
            Rouse(book, ref reports);
        if (phase != TradingPhase.Continuous)
            return;
        foreach (var slot in book.Woken)
            _awake.Enqueue(slot);
        book.Woken.Clear();
    }

    /// <summary>Ends an auction: everything that can trade at its price does (rule AUC-001); then orders for this
    /// auction alone leave.</summary>
    public void Uncross<T>(InstrumentId instrument, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var book = BookOf(instrument);
        Must.Hold(book.Phase != TradingPhase.Continuous);
        book.Collected = false;
        var (price, lots, surplus) = AuctionPrice(book);
        reports.Uncrossed(book.Id, book.NextSequence(), new(price), lots, surplus);
        while (lots > 0)
        {
            var buy = book.Bids.First;
            var sell = book.Asks.First;
            var size = int.Min(_pool.Hot[buy].Visible, _pool.Hot[sell].Visible);
            if (size > lots)
                size = (int)lots;
            lots -= size;
            book.Note(price);
            reports.Traded(
                new(
                    book.Id,
                    book.NextSequence(),
                    new(price),
                    size,
                    TradeOrigin.Auction,
                    Side.None,
                    RestedSide(book, buy, size),
                    RestedSide(book, sell, size)
                )
            );
            Take(book, book.Bids, buy, size, ref reports);
            Take(book, book.Asks, sell, size, ref reports);
        }

        // At-the-open orders may stand in a later auction too: when a halt cut off the opening one.
        var closing = book.Phase == TradingPhase.ClosingAuction;
        DropAll(book, closing ? TimeInForce.AtTheClose : TimeInForce.AtTheOpen, ref reports);
        EndOrder(book);
    }

    /// <summary>An auction of this book was cut off: it is to be uncrossed before the book comes to continuous
    /// trading.</summary>
    public bool OwesUncrossing(InstrumentId instrument) => BookOf(instrument).Collected;

    /// <summary>Tells the indicative price of every book in an auction whose indication has changed. Called at the end
    /// of each command.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void TellIndications<T>(ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        if (_collecting.Count > 0)
            TellCollecting(ref reports);
    }

    private void TellCollecting<T>(ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        for (var i = 0; i < _collecting.Count; i++)
        {
            var book = _collecting[i];
            if (!book.Phase.IsAuction())
            {
                _collecting.RemoveAt(i--);
                continue;
            }

            if (!book.Stirred)
                continue;
            book.Stirred = false;
            var now = AuctionPrice(book);
            if (now == book.Indicated)
                continue;
            book.Indicated = now;
            reports.Indicated(new(book.Id, book.NextSequence(), new(now.Price), new(now.Lots), now.Surplus));
        }
    }

    /// <summary>What the auction of a book would trade now; lots zero when nothing crosses.</summary>
    public (Price Price, long Lots, long Surplus) Indication(InstrumentId instrument)
    {
        var (price, lots, surplus) = AuctionPrice(BookOf(instrument));
        return (new(price), lots, surplus);
    }

    private readonly List<Book> _collecting = [];

    private void BeginIndications(Book book)
    {
        book.Collected = true;
        book.Stirred = true;
        book.Indicated = (AuctionReference(book), 0, 0);
        if (!_collecting.Contains(book))
        {
            _collecting.Add(book);
            // By number, whatever the order in which auctions began.
            for (var i = _collecting.Count - 1; i > 0 && _collecting[i - 1].Id.Value > book.Id.Value; i--)
                (_collecting[i], _collecting[i - 1]) = (_collecting[i - 1], _collecting[i]);
        }
    }

    /// <summary>S0 in the opening auction, the last price in the others.</summary>
    private static long AuctionReference(Book book) => book.Phase == TradingPhase.Auction ? book.Reference : book.Last;

    private MatchSide RestedSide(Book book, int slot, int lots)
    {
        ref readonly var hot = ref _pool.Hot[slot];
        ref readonly var cold = ref _pool.Cold[slot];
        return new(
            hot.Order,
            hot.Owner,
            cold.Flags,
            book.PriceAt(hot.Level),
            hot.Visible + cold.Hidden - lots,
            Rested: true
        );
    }

    /// <summary>At-the-close orders enter the book when its closing auction begins, in the order of their
    /// numbers.</summary>
    private void Rouse<T>(Book book, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        SortByNumber(book.AtTheClose);
        foreach (var slot in book.AtTheClose)
        {
            _pool.Hot[slot].Place = OrderPlace.Resting;
            var added = book.Of(_pool.Hot[slot].Side).Add(slot, book.Model.ClosingFirstAtLimit);
            book.Stirred = true;
            TellAdded(book, slot, added, ref reports);
        }

        book.AtTheClose.Clear();
    }

    private void DropAll<T>(Book book, TimeInForce life, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var count = Gather(book);
        for (var i = 0; i < count; i++)
        {
            if (_pool.Cold[_slots[i]].TimeInForce == life)
                Drop(book, _slots[i], CancelReason.AuctionOver, ref reports);
        }
    }

    /// <summary>Most lots, then least surplus, then pressure where the contract asks for it, then nearest the
    /// reference, then the lower.</summary>
    private static (long Price, long Lots, long Surplus) AuctionPrice(Book book)
    {
        var reference = AuctionReference(book);
        var (from, to) = (book.Asks.Best, book.Bids.Best);
        if (from == None || to == None || to < from)
            return (reference, 0, 0);
        long demand = 0;
        for (var level = to; level != None && level >= from; level = book.Bids.Beyond(level))
            demand += book.Bids.Levels[level].Lots;
        long supply = 0;
        var best = new Candidates();
        for (var level = from; level <= to; level++)
        {
            // Supply at a price is all asks at or below it, demand all bids at or above it: below `from` nobody sells,
            // above `to` nobody buys.
            supply += book.Asks.Levels[level].Lots;
            best.Offer(book.Low + level, demand, supply, reference);
            demand -= book.Bids.Levels[level].Lots;
        }

        return best.Choose(book.Model.Pressure);
    }

    /// <summary>The prices that are still equal after lots and surplus.</summary>
    private struct Candidates
    {
        private long _most;
        private long _least;
        private long _lowest;
        private long _highest;
        private (long Price, long Distance, long Surplus) _nearest;
        private long _lowestSurplus;
        private long _highestSurplus;
        private bool _allBuy;
        private bool _allSell;

        public void Offer(long price, long demand, long supply, long reference)
        {
            var lots = long.Min(demand, supply);
            var surplus = demand - supply;
            var size = long.Abs(surplus);
            if (lots < _most || lots == 0 || (lots == _most && size > _least))
                return;
            var distance = long.Abs(price - reference);
            if (lots > _most || size < _least)
            {
                (_most, _least, _lowest, _lowestSurplus) = (lots, size, price, surplus);
                _nearest = (price, distance, surplus);
                (_allBuy, _allSell) = (true, true);
            }

            (_highest, _highestSurplus) = (price, surplus);
            _allBuy &= surplus > 0;
            _allSell &= surplus < 0;
            if (distance < _nearest.Distance)
                _nearest = (price, distance, surplus);
        }

        public readonly (long Price, long Lots, long Surplus) Choose(bool pressure) =>
            pressure && _allBuy ? (_highest, _most, _highestSurplus)
            : pressure && _allSell ? (_lowest, _most, _lowestSurplus)
            : (_nearest.Price, _most, _nearest.Surplus);
    }
}
