// Pro rata: the lots of one price are shared by size, after the order that bettered the market (rule MKT-003).
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

public sealed partial class MatchingEngine
{
    private long[] _shares = new long[64];
    private int[] _sharers = new int[64];

    private void MatchInProportion<T>(Book book, ref Incoming taker, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var against = book.Against(taker.Side);
        while (taker.Left > 0 && taker.Ended == CancelReason.None && !taker.Interrupted)
        {
            var level = against.Best;
            var crosses = level != None && Crosses(taker.Side, taker.Limit, book.Low + level);
            if (book.HasImplied && MatchImplied(book, ref taker, crosses ? book.PriceAt(level) : null, ref reports))
                continue;
            if (!crosses)
                return;
            if (!DealWithOwn(book, against, level, ref taker, ref reports))
                ShareLevel(book, against, level, ref taker, ref reports);
        }
    }

    /// <summary>Own orders of the price come first, all of them. True: something changed, so that the price must be
    /// looked at again.</summary>
    private bool DealWithOwn<T>(Book book, Ladder against, int level, ref Incoming taker, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        if (taker.Mode == SelfMatch.Allow)
            return false;
        var met = false;
        for (var slot = against.Levels[level].First; slot != None && taker.Ended == CancelReason.None; )
        {
            var next = _pool.Hot[slot].Next;
            if (_pool.Cold[slot].Group == taker.Group)
            {
                MeetOwn(book, ref taker, slot, ref reports);
                met = true;
            }

            slot = next;
        }

        return met;
    }

    private void ShareLevel<T>(Book book, Ladder against, int level, ref Incoming taker, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var count = Share(book, against, level, taker.Left);
        for (var i = 0; i < count && !taker.Interrupted; i++)
        {
            if (_shares[i] > 0)
                MatchOne(book, against, ref taker, _sharers[i], _shares[i], ref reports);
        }
    }

    /// <summary>Shares so many lots among the visible lots of a price, in the order of the places.</summary>
    private int Share(Book book, Ladder against, int level, long lots)
    {
        var count = 0;
        var orders = against.Levels[level].Orders;
        if (_shares.Length < orders)
        {
            _shares = new long[orders * 2];
            _sharers = new int[orders * 2];
        }

        var all = against.Levels[level].Visible;
        var left = long.Min(lots, all);
        var top = lots < all ? TopAt(against, level) : None;
        var forTop = top == None ? 0 : long.Min(long.Min(book.Model.TopOrderLots, _pool.Hot[top].Visible), left);
        var shared = left - forTop;
        var size = all - forTop;
        left -= forTop;
        for (var slot = against.Levels[level].First; slot != None; slot = _pool.Hot[slot].Next)
        {
            var visible = _pool.Hot[slot].Visible - (slot == top ? forTop : 0);
            var share = size == 0 ? 0 : (long)((Int128)shared * visible / size);
            if (share < book.Model.LeastShareLots)
                share = 0;
            left -= share;
            _sharers[count] = slot;
            _shares[count++] = share + (slot == top ? forTop : 0);
        }

        // What the rounding left over: first come, first served.
        for (var i = 0; i < count && left > 0; i++)
        {
            var more = long.Min(left, _pool.Hot[_sharers[i]].Visible - _shares[i]);
            _shares[i] += more;
            left -= more;
        }

        return count;
    }

    private int TopAt(Ladder ladder, int level) =>
        ladder.Top != None && _pool.Hot[ladder.Top].Level == level ? ladder.Top : None;
}
