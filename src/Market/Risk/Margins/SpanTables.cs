// What the scenario rule of sixteen rows takes as given on one day: arrays, deltas, tiers, spreads and credits, all
// integers.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Risk.Margins;

/// <summary>Kinds of contracts; only options have a value and a short minimum.</summary>
public enum SpanKind : byte
{
    Future = 1,
    Call = 2,
    Put = 3,
}

/// <summary>One contract: its risk array and composite delta.</summary>
public sealed record SpanContract
{
    public required string Name { get; init; }

    /// <summary>Place of its combined commodity; -1: another rule margins this contract.</summary>
    public required int Commodity { get; init; }

    /// <summary>Place of its delivery month among the slots: a future and its options share one.</summary>
    public int Slot { get; init; }

    /// <summary>Place of the tier of that month.</summary>
    public int Tier { get; init; }

    public SpanKind Kind { get; init; } = SpanKind.Future;

    /// <summary>Millionths of one delta.</summary>
    public int DeltaPpm { get; init; } = RiskArray.One;

    /// <summary>What one long lot loses in each of the sixteen scenarios, minor units; a gain is below zero.</summary>
    public IReadOnlyList<long> Losses { get; init; } = [];

    /// <summary>Price times contract value of one option, minor units; 0 for futures.</summary>
    public long OptionValueMinor { get; init; }
}

/// <summary>Neighbouring months that spreads treat alike.</summary>
/// <param name="SpotSpreadMinor">Charge for each delta in spreads once the tier is spot; 0: none.</param>
/// <param name="SpotOutrightMinor">Charge for each delta that stands alone.</param>
public sealed record SpanTier(string Name, int Commodity, long SpotSpreadMinor = 0, long SpotOutrightMinor = 0);

/// <summary>All contracts on one underlying.</summary>
/// <param name="ShortOptionMinimumMinor">Minor units for each short option counted.</param>
/// <param name="ShortOptionsByLargerKind">Count the more numerous of short calls and short puts, not both.</param>
public sealed record SpanCommodity(
    string Name,
    Currency Currency,
    long ShortOptionMinimumMinor = 0,
    bool ShortOptionsByLargerKind = false
);

/// <summary>A charge for opposite deltas of two tiers. The order of the list is the priority.</summary>
public sealed record InterMonthSpread(int TierA, int RatioA, int TierB, int RatioB, long ChargeMinor);

/// <summary>A leg of an inter-commodity spread: legs A are long when legs B are short, or the reverse.</summary>
public readonly record struct CreditLeg(int Commodity, bool SideA, int Ratio);

/// <summary>A credit for offsetting deltas of several commodities. The order of the list is the priority.</summary>
public sealed record InterCommoditySpread(string Name, IReadOnlyList<CreditLeg> Legs, int CreditPpm);

/// <summary>The whole of one day's parameters. Contracts are in the order of the portfolio's months.</summary>
public sealed record SpanTables
{
    public required IReadOnlyList<SpanContract> Contracts { get; init; }

    public required IReadOnlyList<SpanCommodity> Commodities { get; init; }

    public required IReadOnlyList<SpanTier> Tiers { get; init; }

    public IReadOnlyList<InterMonthSpread> InterMonth { get; init; } = [];

    public IReadOnlyList<InterCommoditySpread> InterCommodity { get; init; } = [];

    /// <summary>Stops when a place does not exist or a number is out of its range.</summary>
    internal void Check()
    {
        foreach (var contract in Contracts)
        {
            if (contract.Commodity < 0)
                continue;
            Must.Hold(contract.Losses.Count == RiskArray.Rows);
            Must.Hold(contract.Commodity < Commodities.Count && contract.Slot >= 0);
            Must.Hold(Tiers[contract.Tier].Commodity == contract.Commodity);
            Must.Hold(
                contract.OptionValueMinor >= 0 && (contract.Kind != SpanKind.Future || contract.OptionValueMinor == 0)
            );
        }

        foreach (var spread in InterMonth)
        {
            Must.Hold(Tiers[spread.TierA].Commodity == Tiers[spread.TierB].Commodity);
            Must.Hold(spread.RatioA > 0 && spread.RatioB > 0 && spread.ChargeMinor >= 0);
        }

        foreach (var spread in InterCommodity)
        {
            Must.Hold(spread.Legs.Count >= 2 && spread.CreditPpm is >= 0 and <= RiskArray.One);
            foreach (var leg in spread.Legs)
                Must.Hold(leg.Ratio > 0 && leg.Commodity < Commodities.Count);
        }
    }
}

/// <summary>The sixteen scenarios.</summary>
public static class RiskArray
{
    public const int Rows = 16;

    /// <summary>One, in millionths.</summary>
    public const int One = 1_000_000;

    /// <summary>Price move of each row in thirds of the range; the last two are the extreme moves.</summary>
    private static readonly sbyte[] Thirds = [0, 0, 1, 1, -1, -1, 2, 2, -2, -2, 3, 3, -3, -3, 0, 0];

    /// <summary>Row from 0: its price move and volatility in words.</summary>
    public static string Meaning(int row) =>
        row switch
        {
            14 => "extreme move up, part covered",
            15 => "extreme move down, part covered",
            _ =>
                $"price {(Thirds[row] > 0 ? "+" : "")}{Thirds[row]}/3 of the range, volatility {(row % 2 == 0 ? "up" : "down")}",
        };

    /// <summary>The row with the same price move and the other volatility; the extreme rows pair with
    /// themselves.</summary>
    public static int Pair(int row) => row >= 14 ? row : row ^ 1;

    /// <summary>The array of one long future: it loses what the price falls. Thirds are rounded to the nearest unit;
    /// they never bind for futures.</summary>
    /// <param name="rangeMinor">The price scan range on one lot, minor units.</param>
    /// <param name="extremePpm">Extreme move times its covered part, of the range; not above one, so that an outright
    /// future costs its range.</param>
    public static long[] OfFuture(long rangeMinor, int extremePpm)
    {
        Must.Hold(rangeMinor >= 0 && extremePpm is >= 0 and <= One);
        var losses = new long[Rows];
        for (var row = 0; row < 14; row++)
            losses[row] = -Rounding.ToLong((Int128)rangeMinor * Thirds[row], 3, RoundingMode.HalfUp);
        var extreme = Rounding.ToLong((Int128)rangeMinor * extremePpm, One, RoundingMode.Down);
        (losses[14], losses[15]) = (-extreme, extreme);
        return losses;
    }
}
