// Partial tear-up: positions against the defaulter's end at the last settlement price, in proportion to what is held.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>An account whose position stands against the defaulter's.</summary>
/// <param name="Lots">Net lots on the opposite side, above zero.</param>
public readonly record struct OppositeHolder(AccountId Account, long Lots);

/// <summary>Lots of one account that end.</summary>
public readonly record struct TornLots(AccountId Account, long Lots);

/// <summary>Shares lots that could not be closed in the market or sold in the auction.</summary>
public static class TearUp
{
    /// <summary>Ends <paramref name="lots"/> of one contract month, or as many as are held against them; ties go to
    /// the lowest account.</summary>
    public static IReadOnlyList<TornLots> Of(long lots, IReadOnlyList<OppositeHolder> holders)
    {
        Must.Hold(lots >= 0);
        var held = new long[holders.Count];
        var keys = new UInt128[holders.Count];
        long all = 0;
        for (var i = 0; i < held.Length; i++)
        {
            Must.Hold(holders[i].Lots > 0);
            held[i] = holders[i].Lots;
            keys[i] = (UInt128)holders[i].Account.Value;
            all += held[i];
        }

        var parts = ProRata.ShareWithin(long.Min(lots, all), held, RemainderRule.LargestFraction, keys);
        var torn = new List<TornLots>();
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] > 0)
                torn.Add(new(holders[i].Account, parts[i]));
        }

        return torn;
    }

    /// <summary>How many lots must end so that the amount is saved, when each lot saves so much: rounded up; what the
    /// last lot saves beyond the amount stays with its holder.</summary>
    /// <param name="amount">Not below zero.</param>
    /// <param name="savedPerLot">Above zero.</param>
    public static long LotsFor(Money amount, Money savedPerLot) =>
        Rounding.ToLong(amount.Minor, savedPerLot.Minor, RoundingMode.Up);
}
