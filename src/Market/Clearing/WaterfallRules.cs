// What pays for a default, and in which order: the layers and their limits as parameters.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>A source of money. The numbers name them; the order is a parameter.</summary>
public enum WaterfallLayer : byte
{
    /// <summary>Margin and cash of the defaulter, for its own loss only.</summary>
    DefaulterMargin = 1,

    /// <summary>The defaulter's contribution to the default fund, for its own loss only.</summary>
    DefaulterFund = 2,

    /// <summary>Capital of the exchange that is lost before any other member's money.</summary>
    ExchangeCapital = 3,

    /// <summary>The other members' contributions to the default fund.</summary>
    MutualFund = 4,

    /// <summary>Money called from the other members after the fund is gone, up to a limit.</summary>
    Assessments = 5,

    /// <summary>A part of the variation margin that winners would be paid.</summary>
    GainsHaircut = 6,

    /// <summary>Positions against the defaulter's are ended at the last settlement price; their holders forgo what
    /// replacing the defaulter would have cost.</summary>
    TearUp = 7,

    /// <summary>The exchange's risk reserve fund.</summary>
    RiskReserveFund = 8,

    /// <summary>What else the exchange owns.</summary>
    ExchangeFunds = 9,
}

/// <summary>The layers of a market. The presets are practice, partly as recalled [K], not a rulebook's text.</summary>
/// <param name="Order">Each layer at most once.</param>
/// <param name="Remainder">Who bears what is left over inside a layer that is shared.</param>
/// <param name="NonBiddersFirst">Fund contributions of members that failed to bid in the auction are used up before
/// those of the others.</param>
/// <param name="AssessmentPpm">Most that a member can be asked for, in parts per million of its contribution.</param>
/// <param name="HaircutPpm">Most that can be kept back of a gain, parts per million, up to 1,000,000.</param>
/// <param name="ReplenishDays">Business days in which what was used is to be paid in again.</param>
public sealed record WaterfallRules(
    IReadOnlyList<WaterfallLayer> Order,
    RemainderRule Remainder,
    bool NonBiddersFirst,
    int AssessmentPpm,
    int HaircutPpm,
    int ReplenishDays
)
{
    /// <summary>Chicago style: defaulter, exchange capital, mutual fund, assessments of 2.75 contributions, haircut of
    /// gains, tear-up. [K] for the last three.</summary>
    public static WaterfallRules Chicago { get; } =
        new(
            [
                WaterfallLayer.DefaulterMargin,
                WaterfallLayer.DefaulterFund,
                WaterfallLayer.ExchangeCapital,
                WaterfallLayer.MutualFund,
                WaterfallLayer.Assessments,
                WaterfallLayer.GainsHaircut,
                WaterfallLayer.TearUp,
            ],
            RemainderRule.LargestFraction,
            true,
            2_750_000,
            1_000_000,
            2
        );

    /// <summary>China style: the defaulter, the exchange's risk reserve fund, its own funds; then recourse against the
    /// defaulter. [K]</summary>
    public static WaterfallRules China { get; } =
        new(
            [WaterfallLayer.DefaulterMargin, WaterfallLayer.RiskReserveFund, WaterfallLayer.ExchangeFunds],
            RemainderRule.LargestFraction,
            false,
            0,
            0,
            2
        );
}

/// <summary>A member in default.</summary>
/// <param name="Loss">What closing its positions cost, with all that it still owed; not below zero.</param>
/// <param name="Margin">Its own margin and cash. Of its clients only what <see cref="ClientShield"/> lets through has
/// been counted into the loss already.</param>
/// <param name="Fund">Its contribution to the default fund.</param>
public readonly record struct Defaulter(AccountId Account, Money Loss, Money Margin, Money Fund);

/// <summary>A member that is not in default.</summary>
/// <param name="Fund">Its contribution to the default fund.</param>
/// <param name="FailedToBid">It bid for less in the auction than it had to.</param>
public readonly record struct FundMember(AccountId Account, Money Fund, bool FailedToBid);

/// <summary>An amount that an account can be asked to forgo.</summary>
public readonly record struct Forgone(AccountId Account, Money Amount);

/// <summary>Everything that could pay. What the rules do not name stays untouched.</summary>
/// <param name="Gains">Variation margin due to winners in this cycle.</param>
/// <param name="TearUps">By holder: what ending its positions at the last settlement price would save (<see
/// cref="TearUp"/>).</param>
public sealed record DefaultResources(
    IReadOnlyList<Defaulter> Defaulters,
    Money ExchangeCapital,
    Money RiskReserveFund,
    Money ExchangeFunds,
    IReadOnlyList<FundMember> Members,
    IReadOnlyList<Forgone> Gains,
    IReadOnlyList<Forgone> TearUps
);

/// <summary>What one contributor bore in one layer.</summary>
/// <param name="Account">Zero: the exchange itself.</param>
/// <param name="First">Used up before the others of its layer.</param>
/// <param name="Replenish">To be paid in again; zero for layers that are not kept.</param>
public readonly record struct LayerPart(AccountId Account, Money Available, Money Used, bool First, Money Replenish)
{
    public Money Left => Available - Used;
}

/// <summary>What one layer bore; its parts sum to it.</summary>
public sealed record LayerUse(WaterfallLayer Layer, Money Available, Money Used, IReadOnlyList<LayerPart> Parts)
{
    public Money Left => Available - Used;
}

/// <summary>A loss laid on its layers.</summary>
/// <param name="Loss">Of all defaulters.</param>
/// <param name="Layers">In the order of the rules, also those that were not touched.</param>
/// <param name="Uncovered">What no layer could bear: loss = sum of uses + uncovered.</param>
public sealed record WaterfallResult(Money Loss, IReadOnlyList<LayerUse> Layers, Money Uncovered)
{
    /// <summary>All that is to be paid in again.</summary>
    public Money Replenish
    {
        get
        {
            var sum = Money.Zero;
            for (var i = 0; i < Layers.Count; i++)
            {
                for (var p = 0; p < Layers[i].Parts.Count; p++)
                    sum += Layers[i].Parts[p].Replenish;
            }

            return sum;
        }
    }
}
