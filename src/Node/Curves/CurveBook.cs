// What the studies of one contract's curve rest on: settled days, the index beside them, signs of the tape.
using System.Text.Json.Serialization;
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Curves;

/// <summary>One contract month on one settled day; prices in the contract's quote.</summary>
/// <param name="Bid">Best bid now; only on the newest day of a venue that is open, or as a file says.</param>
internal sealed record CurveQuote(
    string Symbol,
    string Month,
    string LastTradingDay,
    string Settlement,
    string? Bid,
    string? Ask,
    long? OpenInterest,
    long? Volume
);

/// <summary>The contract's months that were settled on a day, nearest first.</summary>
internal sealed record CurveDay(string Day, IReadOnlyList<CurveQuote> Quotes);

/// <summary>One day of the index.</summary>
/// <param name="Value">Null when withheld.</param>
/// <param name="Used">Constituents that the print rests on.</param>
/// <param name="Gone">Share of the constituents of the print thirty days before that are neither used nor left out any
/// more: withdrawn. Null without such a print.</param>
/// <param name="Dispersion">Weighted mean distance of the constituents' ln value from its weighted mean.</param>
internal sealed record CurveIndexDay(string Day, string? Value, int Used, double? Gone, double? Dispersion);

/// <summary>Signs of the tape of one trading day.</summary>
internal sealed record CurveSignDay(string Day, int LimitUpMonths, long? AskLots);

/// <summary>Tomorrow's hours in one day's spot auctions.</summary>
/// <param name="Availability">Offered / asked for.</param>
/// <param name="Rationing">Asked for at the cap and not served / asked for.</param>
/// <param name="Sellers">Accounts that offered, mean of the hours.</param>
internal sealed record CurveAuctionDay(string Day, double Availability, double Rationing, double Sellers);

/// <summary>Everything about one contract.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Simulated">Programs of a laboratory trade there.</param>
/// <param name="Averages">It settles on the mean of the index over its contract month.</param>
/// <param name="Auctions">Of the spot products that name the contract; absent: none was held.</param>
/// <param name="EveryDay">Every calendar day's print counts; false: Monday to Friday.</param>
internal sealed record CurveBook(
    string Contract,
    string Source,
    bool Simulated,
    string Currency,
    string Quote,
    string Tick,
    int PriceDecimals,
    long LotSize,
    bool Averages,
    bool EveryDay,
    string Index,
    IReadOnlyList<CurveDay> Days,
    IReadOnlyList<CurveIndexDay> IndexDays,
    IReadOnlyList<CurveSignDay> Signs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyList<CurveAuctionDay>? Auctions = null
)
{
    /// <summary>Days kept: a year of trading and a little.</summary>
    public const int MostDays = 280;

    /// <summary>Days of the index kept: five years, for its trend, the knowledge of averages, and the three whole years
    /// that <see cref="Seasonality"/> asks for.</summary>
    public const int MostIndexDays = 5 * 366;

    /// <summary>Days between a print and the one whose constituents it is compared with.</summary>
    public const int GoneDays = 30;

    /// <summary>Settled days, oldest first.</summary>
    [JsonIgnore]
    public IEnumerable<TradingDate> Settled => Days.Select(d => CurveNumbers.Date(d.Day));

    /// <summary>The index's values, oldest first.</summary>
    [JsonIgnore]
    public IReadOnlyList<IndexValue> Values =>
        [
            .. IndexDays
                .Where(d => d.Value is not null)
                .Select(d => new IndexValue(CurveNumbers.Date(d.Day), CurveNumbers.Read(d.Value!))),
        ];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(CurveBook))]
internal sealed partial class CurveBookJson : JsonSerializerContext;
