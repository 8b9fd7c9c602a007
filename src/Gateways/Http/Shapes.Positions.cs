// What goes over the wire of an account's positions and of what an order would do.
namespace Tokenbourse.Gateways.Http;

/// <summary>An account's lots by leg and its money, as the market counts them now.</summary>
public sealed record PositionsShape(
    int Account,
    bool TwoSided,
    bool Restricted,
    IReadOnlyList<LegShape> Positions,
    IReadOnlyList<FundsShape> Funds,
    long CommandSequence,
    string Time
);

/// <summary>One side in one month. <paramref name="ClosableToday"/> and <paramref name="ClosableCarried"/> are null
/// where the contract does not tell today's lots from carried ones, <paramref name="Margin"/> where the month is margined
/// with others.</summary>
/// <param name="AverageOpen">Mean open price, two decimals more than a price.</param>
/// <param name="AveragePosition">The same with carried lots at the previous settlement.</param>
/// <param name="SinceOpened">Result by trade, to the last price.</param>
/// <param name="SinceSettlement">Result by date, to the last price.</param>
public sealed record LegShape(
    string Symbol,
    string Side,
    long Lots,
    long Today,
    long Carried,
    long Closable,
    long? ClosableToday,
    long? ClosableCarried,
    string AverageOpen,
    string AveragePosition,
    string Last,
    string PreviousSettlement,
    string SinceOpened,
    string SinceSettlement,
    string? Margin,
    string Currency
);

/// <param name="Result">The day's, at last prices.</param>
/// <param name="MarginWithOrders">Were live orders filled in the worse direction.</param>
public sealed record FundsShape(
    string Currency,
    string Balance,
    string Result,
    string Margin,
    string MarginWithOrders,
    string FrozenFees,
    string Free
);

/// <summary>What an order would do now. <paramref name="Error"/> and <paramref name="Order"/>: one of them is
/// null.</summary>
/// <param name="AverageFill">Two decimals more than a price; null: nothing would trade at once.</param>
/// <param name="SlippageTicks">From the first fill to the average, two decimals; above zero it costs.</param>
/// <param name="TicksToLimit">From the order's price to the day's limit in its direction; null: it has no
/// price.</param>
/// <param name="NetIfFilled">Net lots once all of it had traded; null for a spread.</param>
public sealed record PreviewShape(
    int Account,
    string Symbol,
    string Side,
    ErrorShape? Error,
    PreviewOrderShape? Order,
    string? AverageFill,
    string? SlippageTicks,
    long? TicksToLimit,
    string? Notional,
    long? NetIfFilled,
    IReadOnlyList<PreviewPositionShape> Positions,
    IReadOnlyList<PreviewFundsShape> Funds,
    long CommandSequence,
    string Time
);

public sealed record PreviewOrderShape(
    string Status,
    long Lots,
    long Filled,
    long Remaining,
    IReadOnlyList<PreviewFillShape> Fills
);

public sealed record PreviewFillShape(string Price, long Lots);

/// <summary>Lots of the instrument, or of a spread's legs, before and after.</summary>
public sealed record PreviewPositionShape(
    string Symbol,
    long LongBefore,
    long LongAfter,
    long ShortBefore,
    long ShortAfter
);

/// <param name="Fees">Of the lots that would trade at once.</param>
public sealed record PreviewFundsShape(
    string Currency,
    string Fees,
    string MarginBefore,
    string MarginAfter,
    string MarginWithOrdersBefore,
    string MarginWithOrdersAfter,
    string FreeBefore,
    string FreeAfter
);
