// What a walk decides, trades and ends with.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Walks;

/// <summary>What a hedger does about the price.</summary>
public enum HedgeStrategy
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Each month's volume in that month's contract, one for one in value, bought once.</summary>
    Strip = 1,

    /// <summary>The same at the ratio that the sticky-price guard finds in the data known then.</summary>
    StripEstimated = 2,

    /// <summary>All months' volume in the nearest contract that has not begun to average, rolled each month.</summary>
    StackAndRoll = 3,

    /// <summary>Tokens hedged by GPU hours of the same value.</summary>
    CrossHedge = 4,

    /// <summary>Paying now, at the price of the day, for what is used later: an offer that nobody publishes.</summary>
    Prepay = 5,
}

/// <summary>What the walk assumes beside the curve.</summary>
/// <param name="Horizon">Months ahead at which a month is hedged; at the first decision nearer months are, too.</param>
/// <param name="Curve">The model of the futures curve.</param>
/// <param name="Interest">A year, on margin, losses not yet earned back, and prepayments.</param>
/// <param name="HalfSpread">Share of turnover that a trade gives away to the other side.</param>
/// <param name="FeeTimes">Fees of the contract times this.</param>
/// <param name="WholeLots">False: fractions of lots can be traded.</param>
/// <param name="Seed">Of the bootstrap.</param>
public sealed record WalkRules(
    int Horizon,
    CurveModel Curve,
    decimal Interest = 0.05m,
    decimal HalfSpread = 0.0005m,
    decimal FeeTimes = 1,
    bool WholeLots = true,
    ulong Seed = 20261
)
{
    /// <summary>Six months, the trend known then, no risk premium.</summary>
    public static WalkRules Usual { get; } = new(6, new CurveModel());
}

/// <summary>What was decided for a month, with the figures known on that day; nothing later enters.</summary>
/// <param name="Day">Day of the decision: the last of a month.</param>
/// <param name="Month">The month that is hedged.</param>
/// <param name="Contract">Code of the contract that is traded; empty when none is.</param>
/// <param name="Price">The hedger's own price, known then.</param>
/// <param name="Index">The index, known then.</param>
/// <param name="Future">The model's price of the month, known then.</param>
/// <param name="Equivalent">Units of the index whose moves in money are those of the month's volume when both move by
/// the same share.</param>
/// <param name="Ratio">Of the equivalent.</param>
/// <param name="Lots">Above zero bought, below sold.</param>
/// <param name="Budget">Money a unit: the own price known then; for a linked contract the model's price and the
/// spread.</param>
/// <param name="Why">Why this ratio.</param>
public sealed record WalkDecision(
    TradingDate Day,
    ContractMonth Month,
    string Contract,
    double Price,
    double Index,
    decimal Future,
    double Equivalent,
    double Ratio,
    decimal Lots,
    decimal Budget,
    string Why
);

/// <summary>A position in one contract from one trade to the next or to settlement.</summary>
/// <param name="For">The month whose volume it hedges.</param>
/// <param name="Month">The month of the contract.</param>
/// <param name="Settled">True: held to final settlement, which costs no fee here.</param>
public sealed record WalkLeg(
    ContractMonth For,
    ContractMonth Month,
    decimal Lots,
    TradingDate Opened,
    decimal Open,
    TradingDate Closed,
    decimal Close,
    bool Settled
);

/// <summary>A month's outcome; money in the contract's currency, two decimals, costs above zero, revenue below.
/// Net - Budget = IndexMove + Basis - Strip - Roll + Fees + Interest, exactly.</summary>
/// <param name="Budget">Units at the budget of the decision.</param>
/// <param name="Cost">Units at the mean price of the month.</param>
/// <param name="IndexMove">Equivalent units times the index's move from the price traded to settlement.</param>
/// <param name="Basis">The rest of Cost - Budget: the own price's move that the index did not make.</param>
/// <param name="Strip">Gain of the lots from the price of the decision to settlement.</param>
/// <param name="Roll">Gain of rolling beyond that.</param>
/// <param name="Fees">Fees and half spreads.</param>
/// <param name="Interest">On margin, losses and prepayments.</param>
/// <param name="Net">What the month cost in the end.</param>
public sealed record WalkMonth(
    WalkDecision Decision,
    decimal Units,
    decimal Budget,
    decimal Cost,
    decimal IndexMove,
    decimal Basis,
    decimal Strip,
    decimal Roll,
    decimal Fees,
    decimal Interest,
    decimal Net
)
{
    /// <summary>What the hedge earned before costs.</summary>
    public decimal Gain => Strip + Roll;

    /// <summary>Cost over budget without a hedge, as a share of the budget; above zero hurts.</summary>
    public double Bare => (double)((Cost - Budget) / Math.Abs(Budget));

    /// <summary>The same with the hedge.</summary>
    public double Hedged => (double)((Net - Budget) / Math.Abs(Budget));
}

/// <summary>Cash that lay with the clearing house or a seller on one day.</summary>
public readonly record struct WalkCash(TradingDate Day, double Money);

/// <summary>A whole walk of one hedger with one strategy.</summary>
public sealed record WalkResult(
    string Hedger,
    HedgeStrategy Strategy,
    string Currency,
    IReadOnlyList<WalkMonth> Months,
    IReadOnlyList<WalkLeg> Legs,
    IReadOnlyList<WalkCash> Cash
);
