// The house's rules of a member's default: layers in their order, sharing, limits, the auction.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>Who bears a part of a loss. Numbers stand on the log and never change.</summary>
public enum DefaultLayer : byte
{
    None = 0,

    /// <summary>What the defaulter's house accounts have.</summary>
    DefaulterMargin = 1,

    /// <summary>The defaulter's contribution to the default fund.</summary>
    DefaulterFund = 2,

    /// <summary>The exchange's own capital.</summary>
    ExchangeCapital = 3,

    /// <summary>The other members' contributions.</summary>
    MutualFund = 4,

    /// <summary>Money called from the other members.</summary>
    Assessments = 5,

    /// <summary>A part of what variation margin gained others.</summary>
    GainsHaircut = 6,

    /// <summary>The exchange's risk reserve fund.</summary>
    RiskReserve = 8,
}

/// <summary>How a default is managed (rules DEF). Which practice it is, is the document's choice.</summary>
/// <param name="Layers">Each at most once, at least one.</param>
/// <param name="NonBiddersFirst">Contributions of members that missed a bid are used up before the others'.</param>
/// <param name="AssessmentPpm">Most that a member is asked for, parts per million of its contribution.</param>
/// <param name="HaircutPpm">Most that is kept back of a gain, parts per million.</param>
/// <param name="ReplenishDays">Trading days in which what was used is to be paid in again.</param>
/// <param name="BidDutyPpm">Part of the lots that the members must bid for together, parts per million.</param>
/// <param name="AuctionWithinPpm">How far from the last settlement price a bid may lie, parts per million.</param>
public sealed record DefaultRules(
    IReadOnlyList<DefaultLayer> Layers,
    RemainderRule Remainder,
    bool NonBiddersFirst,
    int AssessmentPpm,
    int HaircutPpm,
    int ReplenishDays,
    int BidDutyPpm,
    int AuctionWithinPpm
)
{
    private static readonly (string Word, DefaultLayer Layer)[] _layers =
    [
        ("defaulter margin", DefaultLayer.DefaulterMargin),
        ("defaulter fund", DefaultLayer.DefaulterFund),
        ("exchange capital", DefaultLayer.ExchangeCapital),
        ("mutual fund", DefaultLayer.MutualFund),
        ("assessments", DefaultLayer.Assessments),
        ("gains haircut", DefaultLayer.GainsHaircut),
        ("risk reserve fund", DefaultLayer.RiskReserve),
    ];

    private static readonly (string Word, RemainderRule Rule)[] _remainders =
    [
        ("largest fraction", RemainderRule.LargestFraction),
        ("to last", RemainderRule.ToLast),
    ];

    /// <summary>Reads the <c>default</c> part of the house's rules; faults go to the fields' list.</summary>
    public static DefaultRules Read(Fields fields)
    {
        var rules = new DefaultRules(
            ReadLayers(fields),
            fields.Word("remainder", _remainders, required: false),
            fields.Flag("nonBiddersFirst", true),
            fields.Ppm("assessments", 0m, 100m, 2.75m),
            fields.Ppm("haircut", 0m, 1m, 1m),
            (int)fields.Whole("replenishDays", 0, 100, 2),
            fields.Ppm("bidDuty", 0m, 1m, 1m),
            fields.Ppm("auctionWithin", 0m, 1m, 0.5m)
        );
        fields.Done();
        return rules;
    }

    private static List<DefaultLayer> ReadLayers(Fields fields)
    {
        var layers = new List<DefaultLayer>();
        foreach (var text in fields.Texts("layers"))
        {
            var layer = DefaultLayer.None;
            foreach (var (word, meaning) in _layers)
            {
                if (word == text)
                    layer = meaning;
            }

            if (layer == DefaultLayer.None)
                fields.Fault("layers", "must hold only: " + string.Join(", ", _layers.Select(l => l.Word)));
            else if (layers.Contains(layer))
                fields.Fault("layers", "must name each layer once");
            else
                layers.Add(layer);
        }

        if (layers.Count == 0)
            fields.Fault("layers", "must name at least one layer");
        return layers;
    }
}
