// The statement as data: what the JSON paper holds, and what the other formats are laid out from. Decimals are text.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tokenbourse.Node.Papers;

/// <summary>Whose paper it is.</summary>
/// <param name="Kind">account; member: all accounts of one; house: all accounts.</param>
/// <param name="Number">Of the account or the member; 0 for the house.</param>
/// <param name="Clients">How many accounts are added up.</param>
/// <param name="Member">The number of an account's member; null: it clears with the house itself.</param>
/// <param name="MemberName">Its member's name.</param>
/// <param name="Class">house or client: what an account is to its member.</param>
internal sealed record PaperOwner(
    string Kind,
    int Number,
    string Name,
    string Role,
    int Clients,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Member = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? MemberName = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Class = null
)
{
    /// <summary>It is of several accounts.</summary>
    [JsonIgnore]
    public bool IsOfSeveral => Kind != "account";
}

/// <summary>Pledges and withdrawals pending; left out where there are none.</summary>
/// <param name="PledgeChange">Since the settlement before.</param>
/// <param name="PledgeAmount">Value after haircuts.</param>
/// <param name="PledgeCounted">What of it covers margin.</param>
internal sealed record PaperPledge(
    string PledgeChange,
    string PledgeAmount,
    string PledgeCounted,
    string WithdrawalsPending
);

/// <summary>The account by date (逐日盯市): this book moves cash.</summary>
internal sealed record PaperSummary(
    string BalanceBroughtForward,
    string Deposits,
    string Withdrawals,
    string RealizedProfit,
    string MarkToMarket,
    string DeliveryProfit,
    string Commission,
    string BalanceCarriedForward,
    string ClientEquity,
    string InitialMargin,
    string MarginOffset,
    string MarginOccupied,
    string FundsAvailable,
    string? RiskDegreePercent,
    string MarginCall,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PaperPledge? Pledge = null
)
{
    /// <summary>What corrections of closed days brought; null: there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Corrections { get; init; }

    /// <summary>What the spot market and supply contracts moved; null: nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PaperSpot? Spot { get; init; }

    /// <summary>Null: all margin is that of single positions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PaperGroupMargin? Groups { get; init; }
}

/// <summary>The account by trade (逐笔对冲): this book informs.</summary>
internal sealed record PaperByTrade(
    string BalanceBroughtForward,
    string Deposits,
    string Withdrawals,
    string RealizedProfit,
    string DeliveryProfit,
    string Commission,
    string BalanceCarriedForward,
    string FloatingProfit,
    string ClientEquity
)
{
    /// <summary>What corrections of closed days brought; null: there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Corrections { get; init; }

    /// <summary>What the spot market and supply contracts moved together; null: nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Spot { get; init; }
}

/// <param name="Hedge">False: speculation.</param>
/// <param name="Offset">open, close, closeToday, closePrevious, forcedLiquidation, forcedReduction, or mixed: then the
/// lots tell.</param>
internal sealed record PaperTransaction(
    int Account,
    string Date,
    string Time,
    long Trade,
    string Product,
    string Instrument,
    string Side,
    bool Hedge,
    string Price,
    long Lots,
    long OpenedLots,
    long ClosedTodayLots,
    long ClosedPreviousLots,
    string Turnover,
    string Offset,
    string Commission,
    string RealizedProfit
);

/// <param name="Side">Of the closing trade.</param>
/// <param name="OpenDate">Null: opened before lots were kept.</param>
internal sealed record PaperClosed(
    int Account,
    string CloseDate,
    long Trade,
    string Product,
    string Instrument,
    string Side,
    long Lots,
    string? OpenDate,
    long OpenTrade,
    string OpenPrice,
    string PreviousSettlement,
    string ClosePrice,
    string RealizedProfit,
    string RealizedByTrade
);

/// <summary>A lot that ended with its month.</summary>
internal sealed record PaperExpired(
    int Account,
    string Product,
    string Instrument,
    string Side,
    long Lots,
    string? OpenDate,
    long OpenTrade,
    string OpenPrice,
    string PreviousSettlement,
    string FinalPrice,
    string DeliveryProfit,
    string DeliveryByTrade
);

/// <summary>A lot held: opened less closed is left.</summary>
/// <param name="Margin">Null: its month is margined in a group.</param>
internal sealed record PaperLot(
    int Account,
    string Product,
    string Instrument,
    string Side,
    string? OpenDate,
    long OpenTrade,
    long OpenedLots,
    long Lots,
    string OpenPrice,
    string PreviousSettlement,
    string Settlement,
    string AccumulatedProfit,
    string MarkToMarket,
    string? Margin
);

/// <param name="Margin">Null: its month is margined in a group.</param>
internal sealed record PaperPosition(
    int Account,
    string Product,
    string Instrument,
    long Long,
    string? AverageLong,
    long Short,
    string? AverageShort,
    string PreviousSettlement,
    string Settlement,
    string MarkToMarket,
    string? Margin
);

/// <summary>One line of a member's or the house's paper.</summary>
/// <param name="Member">0: it clears with the house itself.</param>
/// <param name="Class">house, client, or direct.</param>
internal sealed record PaperClient(
    int Account,
    string Name,
    int Member,
    string Class,
    string BalanceBroughtForward,
    string Deposits,
    string Withdrawals,
    string RealizedProfit,
    string MarkToMarket,
    string DeliveryProfit,
    string Commission,
    string BalanceCarriedForward,
    string MarginOccupied,
    string FundsAvailable,
    string MarginCall
)
{
    /// <summary>What corrections of closed days brought; null: there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Corrections { get; init; }

    /// <summary>What the spot market and supply contracts moved together; null: nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Spot { get; init; }
}

/// <summary>The sums of the tables.</summary>
internal sealed record PaperTotals(
    long Transactions,
    long TransactionLots,
    string Turnover,
    long ClosedLots,
    long ExpiredLots,
    long LongLots,
    long ShortLots
);

internal sealed record PaperCurrency(
    string Currency,
    PaperSummary Summary,
    PaperByTrade ByTrade,
    IReadOnlyList<PaperClass> Classes,
    IReadOnlyList<PaperClient> Clients,
    IReadOnlyList<PaperTransaction> Transactions,
    IReadOnlyList<PaperClosed> PositionClosed,
    IReadOnlyList<PaperExpired> Expired,
    IReadOnlyList<PaperLot> PositionsDetail,
    IReadOnlyList<PaperPosition> Positions,
    IReadOnlyList<PaperMarginGroup> MarginGroups,
    PaperTotals Totals
);

internal sealed record StatementPaper(
    string Paper,
    int Version,
    string Day,
    PaperOwner Owner,
    bool Simulated,
    IReadOnlyList<PaperCurrency> Currencies
)
{
    /// <summary>The version of the form: 3 since months in groups have no margin of their own.</summary>
    public const int Form = 3;
}

/// <param name="Sha256">Of the bytes of <paramref name="Statement"/> as they stand in the file.</param>
internal sealed record SealedStatement(StatementPaper Statement, string Sha256);

[JsonSerializable(typeof(SealedStatement))]
[JsonSerializable(typeof(RankedBulletin))]
internal sealed partial class PaperJson : JsonSerializerContext
{
    /// <summary>Chinese stays readable.</summary>
    public static PaperJson Plain { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
