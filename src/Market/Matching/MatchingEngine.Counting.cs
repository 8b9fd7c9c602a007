// How many lots an order would find that wants all or a minimum: matching gone through without trading (rule SMP-003).
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Matching;

public sealed partial class MatchingEngine
{
    /// <summary>Lots of outright orders, at most so many, with which an order would trade before an own order or the
    /// dynamic band ends it (rule SMP-003).</summary>
    private long Countable(Book book, in OrderEntry order, Price limit, long most)
    {
        var ladder = book.Against(order.Side);
        var count = new Counting
        {
            Mode = order.SelfMatch == SelfMatch.AsContract ? book.Model.SelfMatch : order.SelfMatch,
            Group = order.Group,
            Limit = limit.Ticks,
            Left = order.Lots,
            Last = book.Last,
        };
        for (var level = ladder.Best; level != None; level = ladder.Beyond(level))
        {
            var price = book.PriceAt(level).Ticks;
            if (count.Found >= most || count.Left == 0 || !Crosses(order.Side, limit.Ticks, price))
                break;
            var first = ladder.Levels[level].First;
            var shares = book.Model.Allocation == Allocation.ProRata;
            // Pro rata meets own orders of a price before it shares; else each is met in its place, and the hidden
            // lots of icebergs come behind all that stands there.
            if (shares && !CountOwn(ref count, first))
                break;
            if (!CountVisible(book, ref count, first, price, own: !shares) || !CountHidden(ref count, first))
                break;
        }

        return long.Min(count.Found, most);
    }

    /// <summary>How far counting has come.</summary>
    private struct Counting
    {
        public SelfMatch Mode;
        public int Group;
        public long Limit;
        public long Left;
        public long Found;
        public long Last;
    }

    /// <summary>Meets the own orders of a price. False: the matching ends there.</summary>
    private bool CountOwn(ref Counting count, int first)
    {
        for (var slot = first; slot != None; slot = _pool.Hot[slot].Next)
        {
            if (IsOwn(slot, count) && !Meet(ref count, slot))
                return false;
        }

        return true;
    }

    private bool CountVisible(Book book, ref Counting count, int first, long price, bool own)
    {
        for (var slot = first; slot != None; slot = _pool.Hot[slot].Next)
        {
            if (IsOwn(slot, count))
            {
                if (own && !Meet(ref count, slot))
                {
                    CountSlicesBefore(book, ref count, first, slot);
                    return false;
                }

                continue;
            }

            count.Last = TradePriceOf(book, count.Limit, price, count.Last);
            if (LeavesBand(book, count.Last, book.Last))
                return false;
            Count(ref count, _pool.Hot[slot].Visible);
        }

        return true;
    }

    /// <summary>At a limit price the slices of closing icebergs come to stand before an own order that does not
    /// close.</summary>
    private void CountSlicesBefore(Book book, ref Counting count, int first, int own)
    {
        var ladder = book.Of(_pool.Hot[own].Side);
        for (var slot = first; slot != own; slot = _pool.Hot[slot].Next)
        {
            if (ladder.KeepsBefore(slot, own, book.Model.ClosingFirstAtLimit))
                Count(ref count, _pool.Cold[slot].Hidden);
        }
    }

    private bool CountHidden(ref Counting count, int first)
    {
        for (var slot = first; slot != None; slot = _pool.Hot[slot].Next)
        {
            if (!IsOwn(slot, count))
                Count(ref count, _pool.Cold[slot].Hidden);
        }

        return count.Left > 0;
    }

    private static void Count(ref Counting count, long lots)
    {
        var taken = long.Min(lots, count.Left);
        count.Found += taken;
        count.Left -= taken;
    }

    private bool IsOwn(int slot, in Counting count) =>
        count.Mode != SelfMatch.Allow && _pool.Cold[slot].Group == count.Group;

    /// <summary>An own order is met: it leaves, makes the incoming one smaller, or (false) ends it.</summary>
    private bool Meet(ref Counting count, int slot)
    {
        if (count.Mode == SelfMatch.Decrement)
            count.Left -= long.Min(count.Left, _pool.Hot[slot].Visible + (long)_pool.Cold[slot].Hidden);
        return count.Mode is SelfMatch.CancelOldest or SelfMatch.Decrement;
    }
}
