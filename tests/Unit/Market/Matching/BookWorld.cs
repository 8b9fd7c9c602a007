// The books that streams of commands are about: market models and spreads, as written here or drawn by chance.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Unit.Market.Matching;

/// <summary>Five outright books and three spreads. The usual ones: a model for each rule, a plain calendar spread, one with
/// a ratio, and a second one on the same leg.</summary>
internal sealed class BookWorld
{
    public const int MostLots = 40;
    public const int Outrights = 5;
    public const int Books = 8;

    /// <summary>Ticks on each side of the reference: narrow, so that everything meets.</summary>
    public static readonly int[] HalfBands = [10, 10, 8, 9, 7];

    public static readonly long[] References = [1000, 1010, 400, 1200, 700];

    private static readonly MarketModel[] UsualModels =
    [
        MarketModel.Plain with
        {
            SelfMatch = SelfMatch.CancelNewest,
        },
        MarketModel.Plain with
        {
            SelfMatch = SelfMatch.CancelOldest,
            DynamicBandPpm = 6_000,
            MarketProtectionPpm = 3_000,
        },
        MarketModel.Plain with
        {
            Allocation = Allocation.ProRata,
            TopOrderLots = 4,
            LeastShareLots = 2,
            SelfMatch = SelfMatch.Decrement,
            Pressure = true,
        },
        MarketModel.Plain with
        {
            TradePrice = TradePriceRule.MiddleOfThree,
            ClosingFirstAtLimit = true,
            SelfMatch = SelfMatch.CancelBoth,
            DynamicBandPpm = 5_000,
            Pressure = true,
        },
        MarketModel.Plain with
        {
            Allocation = Allocation.ProRata,
            TradePrice = TradePriceRule.MiddleOfThree,
            ClosingFirstAtLimit = true,
            DynamicBandPpm = 6_000,
            MarketProtectionPpm = 4_000,
        },
        MarketModel.Plain with
        {
            SelfMatch = SelfMatch.CancelNewest,
        },
        MarketModel.Plain with
        {
            SelfMatch = SelfMatch.Decrement,
        },
        MarketModel.Plain,
    ];

    private static readonly SpreadLegs?[] UsualLegs =
    [
        null,
        null,
        null,
        null,
        null,
        new(new(1), new(2)),
        new(new(3), new(4), NearLots: 2, NearWeight: 3),
        new(new(2), new(3)),
    ];

    public static readonly BookWorld Usual = new() { Models = UsualModels, Legs = UsualLegs };

    public required IReadOnlyList<MarketModel> Models { get; init; }

    /// <summary>Null: an outright book.</summary>
    public required IReadOnlyList<SpreadLegs?> Legs { get; init; }

    /// <summary>A world whose rules are put together by chance.</summary>
    public static BookWorld Drawn(int seed)
    {
        var random = new Random(seed);
        return new()
        {
            Models =
            [
                .. Enumerable.Range(0, Books).Select(i => i < Outrights ? DrawModel(random) : DrawSpread(random)),
            ],
            Legs = [.. Enumerable.Range(0, Books).Select(i => i < Outrights ? null : DrawLegs(random))],
        };
    }

    /// <param name="change">Makes another model of each; none: as they are.</param>
    public MatchingEngine NewEngine(Func<MarketModel, MarketModel>? change = null)
    {
        var engine = new MatchingEngine(64);
        for (var i = 0; i < Books; i++)
        {
            var model = change is null ? Models[i] : change(Models[i]);
            _ = Legs[i] is { } legs ? engine.Add(model, legs) : engine.Add(model);
        }

        return engine;
    }

    public PlainEngine NewTwin(IMatchingReports reports, Action<string>? noticed = null)
    {
        var twin = new PlainEngine(reports) { Noticed = noticed };
        for (var i = 0; i < Books; i++)
            twin.Add(Models[i], Legs[i]);
        return twin;
    }

    private static MarketModel DrawModel(Random random) =>
        MarketModel.Plain with
        {
            Allocation = (Allocation)random.Next(1, 3),
            TopOrderLots = random.Next(6),
            LeastShareLots = random.Next(1, 4),
            TradePrice = (TradePriceRule)random.Next(1, 3),
            ClosingFirstAtLimit = random.Next(2) == 0,
            SelfMatch = (SelfMatch)random.Next(1, 6),
            Pressure = random.Next(2) == 0,
            MarketProtectionPpm = random.Next(2) * random.Next(1_000, 9_000),
            DynamicBandPpm = random.Next(2) * random.Next(2_000, 9_000),
        };

    private static MarketModel DrawSpread(Random random) =>
        MarketModel.Plain with
        {
            SelfMatch = (SelfMatch)random.Next(1, 6),
        };

    private static SpreadLegs DrawLegs(Random random)
    {
        var near = random.Next(1, Outrights + 1);
        var far = 1 + ((near + random.Next(Outrights - 1)) % Outrights);
        // One of the two weights is 1, so that each price has legs.
        var weight = random.Next(1, 5);
        var isNear = random.Next(2) == 0;
        return new(new(near), new(far), random.Next(1, 4), random.Next(1, 4), isNear ? weight : 1, isNear ? 1 : weight);
    }
}
