// Hands what the matching engine reports on to the gatherer of market quality.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Books;
using Tokenbourse.Sim.Quality;

namespace Tokenbourse.Node.Quality;

/// <summary>Only the instrument that is watched is told of.</summary>
internal readonly struct GathererReports(DayGatherer day, InstrumentId watched) : IStreamReports
{
    public void Accepted(int order) { }

    public void Refused(int order, RejectReason reason) { }

    public void Amended(int order, long price, long lots) { }

    public void Traded(in Match match)
    {
        // A leg's price that was agreed in a spread tells nothing of this book.
        if (match.Instrument != watched || match.Aggressor == Side.None || match.Origin == TradeOrigin.SpreadLeg)
            return;
        var (taker, maker) = match.Aggressor == Side.Buy ? (match.Buyer, match.Seller) : (match.Seller, match.Buyer);
        day.Traded(
            taker.Order.Value,
            match.Aggressor,
            maker.Order.Value,
            maker.Left == 0,
            taker.Left == 0,
            match.Price.Ticks,
            match.Lots
        );
    }

    public void BookChanged(in BookChanged change)
    {
        if (change.Instrument == watched)
            day.BookChanged(change.Order.Value, change.Action, change.Side, change.Price.Ticks, change.Lots.Lots);
    }

    public void Left(in LiveOrder order, CancelReason reason, bool stayed)
    {
        if (stayed && order.Instrument == watched)
            day.Left(order.Order.Value);
    }

    public void Stayed(in LiveOrder order) { }

    public void Lifted(in LiveOrder order) { }

    public void Reduced(in LiveOrder order, long by, CancelReason reason, bool stayed) { }

    public void Elected(in LiveOrder order, Price trigger) { }

    public void Uncrossed(InstrumentId instrument, long sequence, Price price, long lots, long surplus) { }

    public void Indicated(in IndicativeChanged indication) { }

    public void Interrupted(InstrumentId instrument) { }

    public void SpreadTraded(in SpreadTraded trade, in MatchSide buyer, in MatchSide seller) { }
}
