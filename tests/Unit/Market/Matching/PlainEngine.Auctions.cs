// The twin's phases and call auctions: every tick of the band is a candidate (rule AUC-001).
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Matching;

internal sealed partial class PlainEngine
{
    public void SetPhase(InstrumentId instrument, TradingPhase phase)
    {
        var book = BookOf(instrument);
        book.Phase = phase;
        book.Collected |= phase.IsAuction();
        if (phase.IsAuction())
            book.Indicated = (AuctionReference(book), 0, 0);
        if (phase == TradingPhase.ClosingAuction)
        {
            // ORD-013: they enter when it begins, by their numbers.
            foreach (var order in book.All().Where(o => o.Place == OrderPlace.AtTheClose).ToList())
            {
                book.Asleep.Remove(order);
                order.Place = OrderPlace.Resting;
                book.Put(order, isFreshSlice: false);
                TellAdded(order);
            }
        }

        if (phase == TradingPhase.Continuous)
            QueueWaiting(book);
    }

    public bool OwesUncrossing(InstrumentId instrument) => BookOf(instrument).Collected;

    public void Uncross(InstrumentId instrument)
    {
        var book = BookOf(instrument);
        book.Collected = false;
        var (price, lots, surplus) = AuctionPrice(book);
        reports.Uncrossed(book.Id, ++book.Sequence, new(price), lots, surplus);
        while (lots > 0)
        {
            var (buy, sell) = (book.Bids[0], book.Asks[0]);
            var size = new[] { buy.Visible, sell.Visible, lots }.Min();
            lots -= size;
            Discover(book, price);
            reports.Traded(
                new(
                    book.Id,
                    ++book.Sequence,
                    new(price),
                    size,
                    TradeOrigin.Auction,
                    Side.None,
                    Rested(buy, size),
                    Rested(sell, size)
                )
            );
            Take(buy, size);
            Take(sell, size);
        }

        var over = book.Phase == TradingPhase.ClosingAuction ? TimeInForce.AtTheClose : TimeInForce.AtTheOpen;
        foreach (var order in book.All().Where(o => o.Entry.TimeInForce == over).ToList())
            Leave(order, CancelReason.AuctionOver);
        QueueReached();
        RememberLast();
    }

    /// <summary>AUC-004.</summary>
    public void TellIndications()
    {
        foreach (var book in _books.Where(b => b.Phase.IsAuction()))
        {
            var now = AuctionPrice(book);
            if (now == book.Indicated)
                continue;
            book.Indicated = now;
            reports.Indicated(new(book.Id, ++book.Sequence, new(now.Price), new(now.Lots), now.Surplus));
        }
    }

    public (Price Price, long Lots, long Surplus) Indication(InstrumentId instrument)
    {
        var (price, lots, surplus) = AuctionPrice(BookOf(instrument));
        return (new(price), lots, surplus);
    }

    private static long AuctionReference(PlainBook book) =>
        book.Phase == TradingPhase.Auction ? book.Reference : book.Last;

    private readonly record struct Candidate(long Price, long Bought, long Sold)
    {
        public long Lots => long.Min(Bought, Sold);

        public long Surplus => Bought - Sold;
    }

    private (long Price, long Lots, long Surplus) AuctionPrice(PlainBook book)
    {
        var reference = AuctionReference(book);
        // Nobody crosses: no need to look at every tick.
        if (book.Bids.Count == 0 || book.Asks.Count == 0 || book.Bids[0].Price < book.Asks[0].Price)
            return (reference, 0, 0);
        var left = new List<Candidate>();
        for (var price = book.Low; price <= book.High; price++)
        {
            var at = price;
            var bought = book.Bids.Where(o => o.Price >= at).Sum(o => o.Lots);
            left.Add(new(at, bought, book.Asks.Where(o => o.Price <= at).Sum(o => o.Lots)));
        }

        var most = left.Max(c => c.Lots);
        left = [.. left.Where(c => c.Lots == most)];
        var least = left.Min(c => long.Abs(c.Surplus));
        left = [.. left.Where(c => long.Abs(c.Surplus) == least)];
        var choices = left.Count;
        if (book.Model.Pressure && left.All(c => c.Surplus > 0))
            left = [left[^1]];
        if (book.Model.Pressure && left.All(c => c.Surplus < 0))
            left = [left[0]];
        if (left.Count < choices)
            Noticed?.Invoke(left[0].Surplus > 0 ? "pressure upwards decided" : "pressure downwards decided");
        var best = left.OrderBy(c => long.Abs(c.Price - reference)).ThenBy(c => c.Price).First();
        return (best.Price, best.Lots, best.Surplus);
    }
}
