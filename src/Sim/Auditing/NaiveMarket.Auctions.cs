// The naive market's call auctions: every tick of the band is a candidate, and the rule is applied criterion by
// criterion.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private static long AuctionReference(NaiveInstrument month) =>
        month.Phase == TradingPhase.Auction ? month.Previous : month.Last;

    // AUC-001. No lots: the price is the reference.
    private static (long Price, long Lots, long Surplus) AuctionPrice(NaiveInstrument month)
    {
        var reference = AuctionReference(month);
        var orders = month.Resting.ToList();
        if (orders.TrueForAll(o => o.IsBuy) || orders.TrueForAll(o => !o.IsBuy))
            return (reference, 0, 0);
        var candidates = new List<(long Price, long Lots, long Surplus)>();
        for (var price = month.Low; price <= month.High; price++)
        {
            var bought = orders.Sum(o => o.IsBuy && o.Limit >= price ? o.Left : 0);
            var sold = orders.Sum(o => !o.IsBuy && o.Limit <= price ? o.Left : 0);
            candidates.Add((price, long.Min(bought, sold), bought - sold));
        }

        var most = candidates.Max(c => c.Lots);
        if (most == 0)
            return (reference, 0, 0);
        candidates.RemoveAll(c => c.Lots != most);
        var least = candidates.Min(c => long.Abs(c.Surplus));
        candidates.RemoveAll(c => long.Abs(c.Surplus) != least);
        if (month.Model.Pressure && candidates.TrueForAll(c => c.Surplus > 0))
            return candidates[^1];
        if (month.Model.Pressure && candidates.TrueForAll(c => c.Surplus < 0))
            return candidates[0];
        var nearest = candidates.Min(c => long.Abs(c.Price - reference));
        return candidates.First(c => long.Abs(c.Price - reference) == nearest);
    }

    private void Uncross(NaiveInstrument month)
    {
        var (price, lots, surplus) = AuctionPrice(month);
        Say(
            MessageKind.AuctionUncrossed,
            new AuctionUncrossed(new(month.Id), new(price), new(lots), surplus, ++month.Sequence)
        );
        while (lots > 0)
        {
            // What shows trades first; an iceberg's next lots stand at the back of its price here too.
            var buy = Standing(month, true)[0];
            var sell = Standing(month, false)[0];
            var both = long.Min(buy.Shown, sell.Shown);
            Trade(month, buy, sell, price, both, Side.None);
            ShowTraded(month, buy);
            ShowTraded(month, sell);
            lots -= both;
        }

        month.Owes = false;
        var over = month.Phase == TradingPhase.ClosingAuction ? TimeInForce.AtTheClose : TimeInForce.AtTheOpen;
        foreach (var order in month.Live.Where(o => o.Words.TimeInForce == over).OrderBy(o => o.Id.Value).ToList())
            Leave(month, order, CancelReason.AuctionOver);
    }

    // AUC-004.
    private void TellIndications()
    {
        foreach (var month in _instruments.Where(i => !i.Expired && i.Phase.IsAuction()))
        {
            var now = AuctionPrice(month);
            if (now == month.Told)
                continue;
            month.Told = now;
            Say(
                MessageKind.IndicativeChanged,
                new IndicativeChanged(new(month.Id), ++month.Sequence, new(now.Price), new(now.Lots), now.Surplus)
            );
        }
    }
}
