// What the desk saw of the market when it made a plan: taken from the venue's public doors or from a file, kept whole.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Plans;

/// <summary>One contract month as seen. Prices are in the contract's quote.</summary>
/// <param name="Symbol">As <c>TK-Z26</c>.</param>
/// <param name="Month">The contract month.</param>
/// <param name="LastTradingDay">Its last trading day.</param>
/// <param name="Settlement">Newest settlement price; null before the first.</param>
/// <param name="Bids">Best first, at most ten levels.</param>
/// <param name="Asks">Best first, at most ten levels.</param>
/// <param name="OpenInterest">Lots.</param>
/// <param name="DailyVolume">Lots a day, the average of the days known.</param>
public sealed record QuotedMonth(
    string Symbol,
    ContractMonth Month,
    TradingDate LastTradingDay,
    decimal? Settlement,
    IReadOnlyList<PriceLevel> Bids,
    IReadOnlyList<PriceLevel> Asks,
    long OpenInterest,
    decimal DailyVolume
);

/// <summary>Lots at a price.</summary>
public sealed record PriceLevel(decimal Price, long Lots);

/// <summary>One day of an index.</summary>
public sealed record IndexDay(TradingDate Day, decimal Value);

/// <summary>The settlement prices of one day, by symbol.</summary>
public sealed record SettledDay(TradingDate Day, IReadOnlyList<SettledMonth> Months);

/// <summary>A month's settlement price of a day.</summary>
public sealed record SettledMonth(string Symbol, decimal Price);

/// <summary>The market of one contract as seen.</summary>
/// <param name="Source">Address or file, and what it is, as <c>venue</c>, <c>file</c>, <c>model</c>.</param>
/// <param name="Contract">Code.</param>
/// <param name="Currency">Of its money.</param>
/// <param name="Quote">As <c>CNY per million standard tokens</c>.</param>
/// <param name="LotSize">Contract units in a lot.</param>
/// <param name="Tick">The smallest step of price.</param>
/// <param name="MarginRate">Initial margin as a share of a lot's value.</param>
/// <param name="FeeRate">Fee as a share of turnover.</param>
/// <param name="Index">The index it settles on.</param>
/// <param name="Day">The trading day.</param>
/// <param name="AsOf">The event sequence it is as of; 0 from a file.</param>
/// <param name="Months">Nearest first.</param>
/// <param name="IndexHistory">Oldest first.</param>
/// <param name="Settlements">Oldest first.</param>
/// <param name="Simulated">True when programs of a laboratory trade there, or the curve is a model.</param>
/// <param name="FeePerLot">Fee for a lot, beside <paramref name="FeeRate"/>.</param>
/// <param name="HedgesEn">Whom the contract hedges and whom it does not, as its terms say; null when unknown.</param>
/// <param name="HedgesZh">The same in Chinese.</param>
public sealed record MarketSnapshot(
    string Source,
    string Contract,
    string Currency,
    string Quote,
    decimal LotSize,
    decimal Tick,
    decimal MarginRate,
    decimal FeeRate,
    string Index,
    TradingDate Day,
    long AsOf,
    IReadOnlyList<QuotedMonth> Months,
    IReadOnlyList<IndexDay> IndexHistory,
    IReadOnlyList<SettledDay> Settlements,
    bool Simulated,
    decimal FeePerLot = 0,
    string? HedgesEn = null,
    string? HedgesZh = null
)
{
    private const string FromVenue = "venue ";

    /// <summary>The source of a market that was read from a venue's doors.</summary>
    public static string SourceOf(string address) => FromVenue + address;

    /// <summary>The address in a source; null when the market was not read from a venue's address.</summary>
    public static string? VenueOf(string source) =>
        source.StartsWith(FromVenue, StringComparison.Ordinal)
        && Uri.TryCreate(source[FromVenue.Length..], UriKind.Absolute, out _)
            ? source[FromVenue.Length..]
            : null;
}
