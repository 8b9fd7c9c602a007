// What goes over the wire of an account's settled day: its profit explained, its ledger, its orders and fills.
namespace Tokenbourse.Gateways.Http.AccountDays;

/// <summary>How the change of an account's equity on a day came about.</summary>
/// <param name="Lines">Of the month that was asked for; empty: none was.</param>
public sealed record ProfitShape(
    int Account,
    string Name,
    string Day,
    bool Simulated,
    long AsOf,
    IReadOnlyList<ProfitCurrencyShape> Currencies,
    IReadOnlyList<ProfitLineShape> Lines
);

/// <summary><paramref name="Change"/> = <paramref name="Result"/> - <paramref name="Fees"/> + <paramref name="Cash"/>.
/// </summary>
/// <param name="Months">They add up to the sums.</param>
/// <param name="Movements">Deposits, withdrawals and what else moved cash: they add up to <paramref name="Cash"/>.
/// </param>
/// <param name="Checks">What must hold, and whether it does.</param>
public sealed record ProfitCurrencyShape(
    string Currency,
    string EquityBefore,
    string EquityAfter,
    string Change,
    string Carried,
    string Opened,
    string ClosedCarried,
    string ClosedToday,
    string Final,
    string Result,
    string Fees,
    string Cash,
    IReadOnlyList<ProfitMonthShape> Months,
    IReadOnlyList<ProfitMovementShape> Movements,
    IReadOnlyList<ReportCheckShape> Checks,
    bool Balanced
);

/// <summary>A month: <paramref name="Result"/> is the sum of the five before it.</summary>
/// <param name="Carried">Carried lots, from the previous settlement to the day's.</param>
/// <param name="Opened">Lots opened and held, from their prices to the settlement.</param>
/// <param name="ClosedCarried">Carried lots that were closed, from the settlement to their prices.</param>
/// <param name="ClosedToday">Lots opened and closed on the day, from price to price.</param>
/// <param name="Final">Lots that ended, from the settlement to the final price.</param>
public sealed record ProfitMonthShape(
    string Symbol,
    string PreviousSettlement,
    string Settlement,
    string? FinalPrice,
    string Carried,
    string Opened,
    string ClosedCarried,
    string ClosedToday,
    string Final,
    string Result,
    string Fees
);

/// <param name="Kind">As the fields of a statement's cash are called.</param>
public sealed record ProfitMovementShape(string Kind, string Amount);

/// <summary>A part of a lot's way: <paramref name="Amount"/> = (<paramref name="PriceTo"/> - <paramref
/// name="PriceFrom"/>) * lots * lot size, less for a short side.</summary>
/// <param name="Kind">carried, opened, closedCarried, closedToday, final.</param>
/// <param name="Trade">The day's trade that opened or closed it; null: none did.</param>
/// <param name="OpenTrade">Where a trade closed a lot of the same day, the trade that had opened it.</param>
public sealed record ProfitLineShape(
    string Kind,
    string Side,
    long? Trade,
    long? OpenTrade,
    long Lots,
    string PriceFrom,
    string PriceTo,
    string Amount
);

/// <summary>An account's postings from the settlement before to the day's, with the balance after each.</summary>
/// <param name="HouseBalanced">The whole ledger sums to zero in every currency now.</param>
public sealed record AccountLedgerShape(
    int Account,
    string Name,
    string Day,
    bool Simulated,
    long AsOf,
    IReadOnlyList<LedgerCurrencyShape> Currencies,
    bool HouseBalanced
);

/// <summary><paramref name="Opening"/> + <paramref name="Credits"/> - <paramref name="Debits"/> = <paramref
/// name="Closing"/>.</summary>
/// <param name="StatementClosing">The balance that the statement carries forward.</param>
/// <param name="Reasons">All postings of the day by what they are for.</param>
/// <param name="Rows">The newest of them, newest first.</param>
/// <param name="Count">How many there are.</param>
public sealed record LedgerCurrencyShape(
    string Currency,
    string Opening,
    string Credits,
    string Debits,
    string Closing,
    string StatementClosing,
    bool Balanced,
    IReadOnlyList<LedgerReasonShape> Reasons,
    int Count,
    IReadOnlyList<LedgerRowShape> Rows
);

/// <summary>Postings for one purpose.</summary>
public sealed record LedgerReasonShape(string Reason, int Count, string Credits, string Debits, string Net);

/// <summary>One posting: <paramref name="Amount"/> goes from the debit register to the credit register.</summary>
/// <param name="Own">Which of them are the account's: debit, credit, both.</param>
/// <param name="Effect">What it did to the account's balance; zero between two of its registers.</param>
/// <param name="Balance">After it.</param>
public sealed record LedgerRowShape(
    long Sequence,
    string Time,
    string Reason,
    int Debit,
    int Credit,
    string Own,
    string? Symbol,
    string Amount,
    string Effect,
    string Balance
);

/// <summary>What an account ordered and traded on a settled day.</summary>
/// <param name="Orders">Each with the last thing that happened to it on the day; newest first.</param>
/// <param name="OrderCount">How many there are.</param>
/// <param name="Fills">Newest first.</param>
/// <param name="FillCount">How many there are.</param>
/// <param name="Sums">Of all fills.</param>
public sealed record AccountHistoryShape(
    int Account,
    string Name,
    string Day,
    bool Simulated,
    long AsOf,
    IReadOnlyList<OrderChangeShape> Orders,
    int OrderCount,
    IReadOnlyList<DayFillShape> Fills,
    int FillCount,
    IReadOnlyList<DayFillSumShape> Sums
);

/// <summary>An account's side of a trade, with what it closed.</summary>
/// <param name="Order">Null: no order stands behind it.</param>
/// <param name="Turnover">Price * lots * lot size.</param>
/// <param name="Realized">By its closing lots, by date; fees not counted.</param>
public sealed record DayFillShape(
    string Time,
    long Trade,
    long? Order,
    string Symbol,
    string Side,
    string Price,
    long Lots,
    long Opened,
    long LotsClosedToday,
    long LotsClosedCarried,
    string Turnover,
    string Fee,
    string Realized,
    string Currency,
    string Origin,
    bool Hedge,
    bool Forced
);

/// <summary>All fills in a currency.</summary>
public sealed record DayFillSumShape(
    string Currency,
    long Bought,
    long Sold,
    string Turnover,
    string Fees,
    string Realized
);
