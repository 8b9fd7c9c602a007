// A contract as data: everything that the exchange and the clearing house need to list, trade, mark and end it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>Which prints of the month the final price averages.</summary>
public enum PrintDays : byte
{
    EveryDay = 1,
    BusinessDays = 2,
}

/// <summary>A fee on one side of a trade: of its turnover (ppm) and on each lot (minor units).</summary>
public readonly record struct FeeRate(int TurnoverPpm, long PerLotMinor)
{
    /// <summary>The higher of each part.</summary>
    public FeeRate Or(in FeeRate other) =>
        new(int.Max(TurnoverPpm, other.TurnoverPpm), long.Max(PerLotMinor, other.PerLotMinor));
}

/// <summary>By certificates of the spot market (rules DLF-001 to DLF-004); what is not delivered ends in
/// cash.</summary>
/// <param name="Product">The spot product whose certificates are good for delivery.</param>
/// <param name="NoticeDays">Tenders and requests are taken on the last trading day and so many trading days before
/// it.</param>
/// <param name="WindowDays">A certificate's window lies within so many days after the last trading day.</param>
public sealed record DeliveryTerms(string Product, int NoticeDays, int WindowDays);

/// <summary>The terms of a futures contract. Integers throughout: ticks, lots, minor units, parts per
/// million.</summary>
public sealed class ContractSpec
{
    public required string Contract { get; init; }

    public required string NameEn { get; init; }

    public required string NameZh { get; init; }

    /// <summary>Whom the contract hedges and whom not, for people; null when the document does not say.</summary>
    public string? HedgesEn { get; init; }

    /// <summary>The same in Chinese.</summary>
    public string? HedgesZh { get; init; }

    public required string Calendar { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>What one lot is, in words.</summary>
    public required string Unit { get; init; }

    /// <summary>What a price means, in words: currency per unit of the underlying.</summary>
    public required string Quote { get; init; }

    /// <summary>Units of the underlying in one lot.</summary>
    public required long LotSize { get; init; }

    /// <summary>The smallest price step, in the quote.</summary>
    public required decimal TickSize { get; init; }

    /// <summary>Decimals in which prices are shown: those of the tick.</summary>
    public required int PriceDecimals { get; init; }

    /// <summary>Worth of one tick on one lot: tick size times lot size, whole minor units (checked at
    /// reading).</summary>
    public required long TickValueMinor { get; init; }

    public required int SerialMonths { get; init; }

    public required int QuarterMonths { get; init; }

    /// <summary>Half width of the daily price band, ppm of the previous settlement.</summary>
    public required int PriceLimitPpm { get; init; }

    /// <summary>The band of the first trading day is so many times as wide.</summary>
    public required int FirstDayMultiple { get; init; }

    public required long MaxOrderLots { get; init; }

    /// <summary>Most net lots one account may hold in one month, orders counted in.</summary>
    public required long PositionLimitLots { get; init; }

    public required int FeeTurnoverPpm { get; init; }

    public required long FeePerLotMinor { get; init; }

    /// <summary>For lots that open (rule FEE-001).</summary>
    public FeeRate OpenFee => new(FeeTurnoverPpm, FeePerLotMinor);

    /// <summary>For carried lots that are closed.</summary>
    public FeeRate CloseFee { get; init; }

    /// <summary>For lots that are closed on the day on which they were opened.</summary>
    public FeeRate CloseTodayFee { get; init; }

    /// <summary>Its fees are of release 2: what a trade closes has rates of its own.</summary>
    public bool HasClosingFees => CloseFee != OpenFee || CloseTodayFee != OpenFee;

    /// <summary>Open-and-close accounts close today's and carried lots by separate orders (rule POS-002).</summary>
    public bool SeparateDates { get; init; }

    public required RoundingMode SettlementRounding { get; init; }

    /// <summary>The daily settlement's steps in order; the last is always <see
    /// cref="SettlementTier.Previous"/>.</summary>
    public required IReadOnlyList<SettlementTier> SettlementSteps { get; init; }

    /// <summary>Averages go to the nearest tick, of two equally near to the one nearer the previous
    /// settlement.</summary>
    public bool SettlementTieToPrevious { get; init; }

    /// <summary>Length of the window before the close, 1 to 7,200 seconds; zero: no step asks for one.</summary>
    public int SettlementWindowSeconds { get; init; }

    /// <summary>A step asks for the trades of the last hour.</summary>
    public bool SettlesOnLastHour { get; init; }

    /// <summary>A step asks when trades were made.</summary>
    public bool SettlesOnTimes => SettlesOnLastHour || SettlementWindowSeconds > 0;

    /// <summary>The index that the contract ends on.</summary>
    public required string Index { get; init; }

    public required PrintDays PrintDays { get; init; }

    /// <summary>Fewest prints that may be averaged.</summary>
    public required int LeastPrints { get; init; }

    /// <summary>Decimals of the final price.</summary>
    public required int FinalDecimals { get; init; }

    /// <summary>Final price units (10^-FinalDecimals) in one tick: whole.</summary>
    public required long UnitsPerTick { get; init; }

    /// <summary>Worth of one final price unit on one lot: whole minor units.</summary>
    public required long UnitValueMinor { get; init; }

    /// <summary>True: the final price is cut to a whole tick (half up); false: to its decimals (half up).</summary>
    public required bool FinalToTick { get; init; }

    /// <summary>Its final settlement by certificates; null: in cash alone.</summary>
    public DeliveryTerms? Delivery { get; init; }

    /// <summary>How its orders become trades.</summary>
    public MarketModel Market { get; init; } = MarketModel.Plain;

    /// <summary>A price in ticks as a decimal of the quote.</summary>
    public decimal PriceOf(Price price) => price.Ticks * TickSize;

    /// <summary>Reads a contract document; null when it has faults.</summary>
    public static ContractSpec? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults) =>
        ContractReader.Read(json, faults);
}
