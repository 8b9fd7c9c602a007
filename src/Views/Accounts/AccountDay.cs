// What a clearing statement of an account, a currency and a settled day says: sums, and the lines that add up to them.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>One side of a trade.</summary>
/// <param name="Opened">Lots that opened; all others closed.</param>
/// <param name="ClosedToday">Lots closed that had been opened on the same day.</param>
/// <param name="ClosedCarried">Lots closed that were carried.</param>
/// <param name="Turnover">price * lots * lot size.</param>
/// <param name="ByDate">Realised by its closing lots, by date; fees not counted.</param>
/// <param name="ByTrade">The same by trade.</param>
/// <param name="Hedge">The order said that it hedges.</param>
/// <param name="Forced">The market closed it by force.</param>
public readonly record struct TradeLine(
    AccountId Account,
    TradeId Trade,
    Instant Time,
    TradingDate Day,
    InstrumentId Instrument,
    Side Side,
    Price Price,
    long Lots,
    long Opened,
    long ClosedToday,
    long ClosedCarried,
    Money Turnover,
    Money Fee,
    Money ByDate,
    Money ByTrade,
    TradeOrigin Origin,
    bool Hedge,
    bool Forced
)
{
    /// <summary>The order whose it is; zero: nobody ordered it.</summary>
    public OrderId Order { get; init; }
}

/// <summary>A lot or a part of one that was closed.</summary>
/// <param name="Side">Of the lot: Buy for a long one.</param>
/// <param name="Previous">The settlement of the day before; for a lot of today too, though it does not count
/// there.</param>
public readonly record struct ClosedLine(
    AccountId Account,
    TradeId Trade,
    InstrumentId Instrument,
    Side Side,
    TradeId OpenTrade,
    TradingDate OpenDay,
    long Lots,
    Price OpenPrice,
    Price Previous,
    Price ClosePrice,
    bool IsToday,
    Money ByDate,
    Money ByTrade
);

/// <summary>A lot held at the close, or, where <see cref="Ended"/>, one that ended with its month at the final
/// price.</summary>
/// <param name="MarkUnits">Settlement or final price in units of the final price.</param>
/// <param name="HeldByDate">Result of the day.</param>
/// <param name="FloatByTrade">Result since it was opened.</param>
/// <param name="Margin">Its share of the position's margin; shares add up to it. Zero where it ended and where
/// <paramref name="InGroup"/>.</param>
/// <param name="InGroup">Its month is margined together with others: <see cref="AccountDay.Groups"/> say at
/// what.</param>
public readonly record struct HeldLine(
    AccountId Account,
    InstrumentId Instrument,
    Side Side,
    TradeId OpenTrade,
    TradingDate OpenDay,
    long Opened,
    long Lots,
    Price OpenPrice,
    Price Previous,
    Price Settlement,
    long MarkUnits,
    bool IsToday,
    bool Ended,
    Money HeldByDate,
    Money FloatByTrade,
    Money Margin,
    bool InGroup
);

/// <summary>A position at the close: its lots added up.</summary>
/// <param name="LongTicks">Sum over the long lots of open price in ticks times lots.</param>
public readonly record struct HeldPosition(
    AccountId Account,
    InstrumentId Instrument,
    long Long,
    Int128 LongTicks,
    long Short,
    Int128 ShortTicks,
    Price Previous,
    Price Settlement,
    Money HeldByDate,
    Money FloatByTrade,
    Money Margin,
    bool InGroup
);

/// <summary>What an account has pledged and what it waits to be paid (rules COL-006, CSH-004).</summary>
/// <param name="Before">Value at the settlement before.</param>
/// <param name="Value">Value after haircuts.</param>
/// <param name="Counted">What of it covers margin.</param>
/// <param name="Pending">Withdrawals asked and not paid; part of equity.</param>
public readonly record struct DayPledge(Money Before, Money Value, Money Counted, Money Pending)
{
    public static DayPledge operator +(in DayPledge a, in DayPledge b) =>
        new(a.Before + b.Before, a.Value + b.Value, a.Counted + b.Counted, a.Pending + b.Pending);
}

/// <summary>The money of a day; every figure of it that has lines is their sum.</summary>
/// <param name="Realized">Of closed lots, by date.</param>
/// <param name="Marked">Of lots held over night, by date.</param>
/// <param name="Delivered">Of lots that ended at the final price, by date.</param>
/// <param name="RealizedByTrade">Of closed lots, by trade.</param>
/// <param name="DeliveredByTrade">Of lots that ended, since they were opened.</param>
/// <param name="Float">Of lots held, since they were opened.</param>
/// <param name="Margin">What the house requires after settlement.</param>
/// <param name="ByTradeBefore">Balance by trade at the start.</param>
public readonly record struct DayMoney(
    Money Before,
    Money Deposits,
    Money Withdrawals,
    Money Realized,
    Money Marked,
    Money Delivered,
    Money Fees,
    Money Margin,
    Money MarginCall,
    Money ByTradeBefore,
    Money RealizedByTrade,
    Money DeliveredByTrade,
    Money Float,
    Money Ledger
)
{
    public DayPledge Pledge { get; init; }

    /// <summary>What corrections of earlier days brought; below zero: took.</summary>
    public Money Corrections { get; init; }

    /// <summary>What the spot market and supply contracts moved.</summary>
    public SpotCash Spot { get; init; }

    /// <summary>Balance carried forward by date: cash, margin and withdrawals pending in the ledger.</summary>
    public Money After =>
        Before + Deposits - Withdrawals + Corrections + Spot.Sum + Realized + Marked + Delivered - Fees;

    /// <summary>What is held is marked every day, so that equity is the balance.</summary>
    public Money Equity => After;

    public Money Available => Equity - Pledge.Pending - (Margin - Pledge.Counted);

    public Money ByTradeAfter =>
        ByTradeBefore + Deposits - Withdrawals + Corrections + Spot.Sum + RealizedByTrade + DeliveredByTrade - Fees;

    /// <summary>The same as <see cref="Equity"/> (rule POS-005).</summary>
    public Money ByTradeEquity => ByTradeAfter + Float;

    /// <summary>Margin as a share of equity in hundredths of a percent, half up; null without equity.</summary>
    public long? RiskBasisPoints =>
        Equity.Minor <= 0
            ? (Margin.Minor == 0 ? 0 : null)
            : Rounding.ToLong((Int128)Margin.Minor * 10_000, Equity.Minor, RoundingMode.HalfUp);

    /// <summary>Postings of the day and both books say the same.</summary>
    public bool TiesOut => After == Ledger && ByTradeEquity == Equity;

    public static DayMoney operator +(in DayMoney a, in DayMoney b) =>
        new(
            a.Before + b.Before,
            a.Deposits + b.Deposits,
            a.Withdrawals + b.Withdrawals,
            a.Realized + b.Realized,
            a.Marked + b.Marked,
            a.Delivered + b.Delivered,
            a.Fees + b.Fees,
            a.Margin + b.Margin,
            a.MarginCall + b.MarginCall,
            a.ByTradeBefore + b.ByTradeBefore,
            a.RealizedByTrade + b.RealizedByTrade,
            a.DeliveredByTrade + b.DeliveredByTrade,
            a.Float + b.Float,
            a.Ledger + b.Ledger
        )
        {
            Pledge = a.Pledge + b.Pledge,
            Corrections = a.Corrections + b.Corrections,
            Spot = a.Spot + b.Spot,
        };
}

/// <summary>An account's day in one currency. Its lists are in the order of the log; lots by contract month.</summary>
public sealed class AccountDay(AccountId account, Currency currency, TradingDate day)
{
    internal List<TradeLine> TradeList { get; } = [];

    internal List<ClosedLine> ClosedList { get; } = [];

    internal List<HeldLine> HeldList { get; } = [];

    internal List<HeldPosition> PositionList { get; } = [];

    internal List<PostingLine> PostingList { get; } = [];

    public AccountId Account { get; } = account;

    public Currency Currency { get; } = currency;

    public TradingDate Day { get; } = day;

    public DayMoney Money { get; internal set; }

    /// <summary>The member that clears for it at the end of the day; 0: it clears with the house itself.</summary>
    public int Member { get; internal init; }

    /// <summary>None without a member.</summary>
    public MemberClass Class { get; internal init; }

    /// <summary>The member that cleared for it at the settlement before.</summary>
    public int CameFrom { get; internal set; }

    public IReadOnlyList<TradeLine> Trades => TradeList;

    public IReadOnlyList<ClosedLine> Closed => ClosedList;

    /// <summary>Lots held and lots that ended.</summary>
    public IReadOnlyList<HeldLine> Held => HeldList;

    /// <summary>Of the lots held; months that ended are not among them.</summary>
    public IReadOnlyList<HeldPosition> Positions => PositionList;

    /// <summary>All that touched its registers since the settlement before; <see cref="DayMoney.Ledger"/> is what they
    /// left.</summary>
    public IReadOnlyList<PostingLine> Postings => PostingList;

    /// <summary>The margins of months that are margined together, all of the currency, in the order in which they were
    /// told.</summary>
    public IReadOnlyList<MarginExplained> Groups { get; internal set; } = [];

    private readonly SortedDictionary<(string Contract, Side Side), Money> _sides = [];

    /// <summary>Margin of one side of a contract of which the larger side alone is charged.</summary>
    internal void Charge(string contract, Side side, Money margin) =>
        _sides[(contract, side)] = _sides.GetValueOrDefault((contract, side)) + margin;

    /// <summary>What the sides that are not charged would have asked.</summary>
    internal Money SmallerSides()
    {
        var sum = new Money(0);
        foreach (var ((contract, side), bought) in _sides)
        {
            if (side == Side.Buy && _sides.TryGetValue((contract, Side.Sell), out var sold))
                sum += bought < sold ? bought : sold;
        }

        return sum;
    }

    /// <summary>What charging the larger side of a contract alone takes off (rule MRG-003).</summary>
    internal Money LargerSide { get; set; }

    /// <summary>Rates and larger sides were told, so that what is required can be worked out.</summary>
    internal bool IsTold { get; set; }

    /// <summary>Sum of the margins of the positions, each by the rate of its month; those in groups ask nothing of
    /// their own.</summary>
    public Money OwnMargin
    {
        get
        {
            var sum = new Money(0);
            foreach (var position in PositionList)
                sum += position.Margin;
            return sum;
        }
    }

    /// <summary>Sum of what the groups ask, mark-up included.</summary>
    public Money GroupMargin
    {
        get
        {
            var sum = new Money(0);
            foreach (var group in Groups)
                sum += group.Asked;
            return sum;
        }
    }

    /// <summary>What the house requires for months of the same currency that another calendar settles.</summary>
    public Money MarginElsewhere => IsTold ? Money.Margin + LargerSide - OwnMargin - GroupMargin : new Money(0);

    /// <summary>What the house charges less because of two sides it charges the larger one: own and group margin and
    /// that of
    /// <see cref="MarginElsewhere"/>, less what it requires.</summary>
    public Money MarginOffset => OwnMargin + GroupMargin + MarginElsewhere - Money.Margin;
}
