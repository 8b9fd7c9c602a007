// Amending: smaller in its place, or off and in again with the same number (rule AMD-001).
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

public sealed partial class MatchingEngine
{
    /// <summary>True: same limit and fewer lots, so that the order keeps its place.</summary>
    public static bool KeepsPlace(in LiveOrder order, Price price, long remaining) =>
        price == order.Price && remaining < order.Lots;

    /// <summary>A live order as it would enter again with another limit and size: what <see cref="Check"/> is
    /// asked.</summary>
    public static OrderEntry Amended(in LiveOrder order, Price price, long remaining)
    {
        // What rests has become a limit order, whatever it was when it entered.
        var type = order.Place == OrderPlace.Resting ? OrderType.Limit : order.Type;
        return order.Entry(type, price, remaining);
    }

    /// <summary>Makes a live order smaller where it stands; the lots that remain are above zero and fewer than
    /// before.</summary>
    public void Reduce<T>(OrderId order, long remaining, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var slot = _directory.Find(order);
        Must.Hold(slot != None);
        var lots = _pool.Hot[slot].Visible + (long)_pool.Cold[slot].Hidden;
        Must.Hold(remaining > 0 && remaining < lots);
        Shrink(_books[_pool.Hot[slot].Book - 1], slot, lots - remaining, ref reports);
    }

    /// <summary>Takes a live order off, to enter again with <see cref="Reenter"/>.</summary>
    public LiveOrder Lift<T>(OrderId order, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var slot = _directory.Find(order);
        Must.Hold(slot != None);
        var live = ViewOf(slot);
        Forget(_books[_pool.Hot[slot].Book - 1], slot, ref reports);
        reports.Lifted(live);
        return live;
    }

    /// <summary>Lets a lifted order in again.</summary>
    /// <param name="filled">What it had traded before.</param>
    public void Reenter<T>(in OrderEntry order, long filled, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var book = BookOf(order.Instrument);
        if (StaysStraight(book, order))
        {
            StayPlain(book, order, filled, ref reports);
            return;
        }

        var slot = Fill(book, order, filled);
        if (!IsAsleep(book, order))
        {
            ComeIn(book, slot, ref reports);
            EndOrder(book);
            return;
        }

        var stop = IsStop(order.Type);
        Stay(book, slot, stop ? OrderPlace.Stop : OrderPlace.AtTheClose, ref reports);
        if (stop && book.Phase == TradingPhase.Continuous && book.Traded)
            ElectEntered(book, order);
    }
}
