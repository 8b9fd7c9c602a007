// The best set of blocks found so far, and the stated order between sets of equal welfare.
namespace Tokenbourse.Market.Spot;

/// <summary>Holds the best set that keeps every rule. It begins with no block, which always does.</summary>
internal sealed class BestBlockSet
{
    private readonly BlockGroup _group;
    private readonly bool[] _first;

    public BestBlockSet(BlockGroup group, BlockSetPricing pricing)
    {
        _group = group;
        Pricing = pricing;
        Accepted = new bool[group.Blocks.Length];
        _first = new bool[group.Blocks.Length];
        Model.Machine.Must.Hold(pricing.Price(Accepted));
        Welfare = pricing.Welfare(Accepted);
    }

    /// <summary>Units of work of pricing one set.</summary>
    public long Cost => (2 * _group.Blocks.Length) + (2 * BlockRelaxation.HourWork * _group.Hours);

    public BlockSetPricing Pricing { get; }

    public bool[] Accepted { get; }

    public Int128 Welfare { get; private set; }

    /// <summary>Takes a set over when it is better; <see cref="Pricing"/> has just priced it and found that it keeps
    /// the rules. Among twins those first in order are accepted.</summary>
    public bool Offer(bool[] accepted)
    {
        var welfare = Pricing.Welfare(accepted);
        if (welfare < Welfare)
            return false;
        Array.Clear(_first);
        for (var b = 0; b < accepted.Length; b++)
        {
            if (!accepted[b])
                continue;
            var first = b;
            while (_group.Earlier[first] >= 0 && !_first[_group.Earlier[first]])
                first = _group.Earlier[first];
            _first[first] = true;
        }

        if (welfare == Welfare && !IsBefore(_first, Accepted))
            return false;
        Array.Copy(_first, Accepted, Accepted.Length);
        Welfare = welfare;
        return true;
    }

    /// <summary>Whether the first block, by account and reference, in which two sets differ is in the first.</summary>
    public static bool IsBefore(bool[] one, bool[] other)
    {
        for (var b = 0; b < one.Length; b++)
        {
            if (one[b] != other[b])
                return one[b];
        }

        return false;
    }

    /// <summary>Whether some set within what is settled could be before the best one in the order.</summary>
    public bool CouldBeBefore(BlockState[] states)
    {
        for (var b = 0; b < states.Length; b++)
        {
            var most = states[b] != BlockState.Out;
            if (most != Accepted[b])
                return most;
        }

        return false;
    }
}
