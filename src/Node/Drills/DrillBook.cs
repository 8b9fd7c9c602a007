// The defaulters' positions while they are closed: what each still holds, and what closing has cost it.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Drills;

/// <summary>Lots by defaulter and month. Once crossed, all defaulters stand on one side of a month.</summary>
internal sealed class DrillBook
{
    private readonly IReadOnlyList<DrillMonth> _months;
    private readonly IReadOnlyList<Price> _settlements;
    private readonly UInt128[] _keys;
    private readonly long[][] _lots;

    /// <param name="lots">By month, then by defaulter.</param>
    public DrillBook(
        IReadOnlyList<DrillMonth> months,
        IReadOnlyList<Price> settlements,
        IReadOnlyList<AccountId> defaulters,
        long[][] lots
    )
    {
        _months = months;
        _settlements = settlements;
        _keys = [.. defaulters.Select(d => (UInt128)d.Value)];
        _lots = lots;
        Results = new long[defaulters.Count];
    }

    /// <summary>By defaulter: what closing gained or lost against the settlement price, minor units.</summary>
    public long[] Results { get; }

    /// <summary>Net lots of all defaulters in a month.</summary>
    public long Net(int month) => _lots[month].Sum();

    /// <summary>Lots of one defaulter in a month.</summary>
    public long Lots(int month, int defaulter) => _lots[month][defaulter];

    /// <summary>The side that closes what is held.</summary>
    public Side Closing(int month) => Net(month) > 0 ? Side.Sell : Side.Buy;

    /// <summary>Defaulters that stand against each other are closed against each other, at the settlement
    /// price.</summary>
    public long Cross(int month)
    {
        var longs = _lots[month].Where(l => l > 0).Sum();
        var shorts = -_lots[month].Where(l => l < 0).Sum();
        var crossed = long.Min(longs, shorts);
        Reduce(month, Side.Sell, crossed, _settlements[month]);
        Reduce(month, Side.Buy, crossed, _settlements[month]);
        return crossed;
    }

    /// <summary>Closes lots at a price; each defaulter of that side has its share of them.</summary>
    /// <returns>What it gained or lost against the settlement price.</returns>
    public Money Reduce(int month, Side closing, long lots, Price price) =>
        Apply(
            month,
            closing,
            ProRata.ShareWithin(lots, Held(month, closing), RemainderRule.LargestFraction, _keys),
            price
        );

    /// <summary>Closes lots at a price for one defaulter after the other, in the order of the queue.</summary>
    /// <param name="order">Defaulters, first to be closed first.</param>
    public Money ReduceInOrder(int month, Side closing, long lots, Price price, IEnumerable<int> order)
    {
        var held = Held(month, closing);
        var parts = new long[held.Length];
        foreach (var d in order)
        {
            parts[d] = long.Min(lots, held[d]);
            lots -= parts[d];
        }

        return Apply(month, closing, parts, price);
    }

    private long[] Held(int month, Side closing) => [.. _lots[month].Select(l => long.Max(0, -closing.Sign() * l))];

    private Money Apply(int month, Side closing, long[] parts, Price price)
    {
        var sum = Money.Zero;
        for (var d = 0; d < parts.Length; d++)
        {
            var result = Money.OfMove(
                price.Ticks - _settlements[month].Ticks,
                -closing.Sign() * parts[d],
                _months[month].TickValue
            );
            _lots[month][d] += closing.Sign() * parts[d];
            Results[d] += result.Minor;
            sum += result;
        }

        return sum;
    }

    /// <summary>A result that belongs to all of them (a hedge), shared by what each owes.</summary>
    /// <returns>The parts.</returns>
    public long[] Share(Money result, IReadOnlyList<long> owed)
    {
        var parts = ProRata.Share(long.Abs(result.Minor), [.. owed], RemainderRule.LargestFraction, _keys);
        for (var d = 0; d < parts.Length; d++)
        {
            parts[d] *= long.Sign(result.Minor);
            Results[d] += parts[d];
        }

        return parts;
    }
}
