// Random parameters, portfolios and orders for the margin rules, from a seed.
using Tokenbourse.Market.Risk.Margins;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Margins;

public enum WorldKind
{
    Percentage,
    Span,
    Scenarios,
}

/// <summary>Two commodities in two currencies: four months of one, three of the other.</summary>
internal sealed class MarginWorld(int seed)
{
    public const int TokenMonths = 4;
    public const int Months = 7;
    public const int Rows = 20;

    private readonly Random _random = new(seed);

    public Price[] Prices { get; } = [.. Enumerable.Range(0, Months).Select(m => new Price(3_000 + (10 * m)))];

    public int Next(int below) => _random.Next(below);

    private static int CommodityOf(int month) => month < TokenMonths ? 0 : 1;

    /// <summary>Often uniform ranges, ratios of one and rising charges, as in life; often none of it.</summary>
    public Span Span()
    {
        var uniform = Next(2) == 0;
        var ratios = Next(3) == 0;
        var options = Next(4) == 0;
        var spreads = new List<InterMonthSpread>();
        for (var i = 0; i < Next(6); i++)
        {
            var (from, count) = Next(2) == 0 ? (0, TokenMonths) : (TokenMonths, Months - TokenMonths);
            spreads.Add(new(from + Next(count), Ratio(), from + Next(count), Ratio(), Next(600)));
        }

        var credits = new List<InterCommoditySpread>();
        for (var i = 0; i < Next(3); i++)
            credits.Add(new("credit", [new(0, true, Ratio()), new(1, Next(4) == 0, Ratio())], 10_000 * Next(101)));
        return new(
            new()
            {
                Contracts =
                [
                    .. Enumerable
                        .Range(0, Months)
                        .Select(m => ContractOf(m, uniform ? 1_000 : 700 + Next(600), options)),
                ],
                Commodities = [new("A", Currency.CNY), new("B", Currency.USD, options ? Next(300) : 0, Next(2) == 0)],
                Tiers =
                [
                    .. Enumerable
                        .Range(0, Months)
                        .Select(m => new SpanTier(
                            $"{m}",
                            CommodityOf(m),
                            m % 4 == 0 ? Next(50) : 0,
                            m % 4 == 0 ? Next(50) : 0
                        )),
                ],
                InterMonth = spreads,
                InterCommodity = credits,
            }
        );

        int Ratio() => ratios ? 1 + Next(3) : 1;
    }

    /// <summary>Months of the second commodity may be options with arrays and deltas of any kind.</summary>
    private SpanContract ContractOf(int month, long range, bool options) =>
        !options || month < TokenMonths
            ? SpanTests.Future($"{month}", CommodityOf(month), month, range)
            : new()
            {
                Name = $"{month}",
                Commodity = CommodityOf(month),
                Slot = month,
                Tier = month,
                Kind = Next(2) == 0 ? SpanKind.Call : SpanKind.Put,
                DeltaPpm = _random.Next(-1_000_000, 1_000_001),
                Losses = [.. Enumerable.Range(0, RiskArray.Rows).Select(_ => (long)_random.Next(-800, 800))],
                OptionValueMinor = Next(500),
            };

    public Percentage Percentage() =>
        new(
            [new("A", Currency.CNY), new("B", Currency.USD)],
            [
                .. Enumerable
                    .Range(0, Months)
                    .Select(m =>
                        PercentageTests.Month($"{m}", CommodityOf(m), 2_000, 10_000 * (5 + Next(20)), Next(2) == 0)
                    ),
            ]
        );

    public ScenarioArrays Scenarios(int tail, bool keepAddOns) =>
        new(
            [new("A", Currency.CNY, Rows, tail), new("B", Currency.USD, Rows, tail)],
            [
                .. Enumerable
                    .Range(0, Months)
                    .Select(m => new ScenarioMonth
                    {
                        Name = $"{m}",
                        Set = CommodityOf(m),
                        Losses = [.. Enumerable.Range(0, Rows).Select(_ => (long)_random.Next(-1_000, 1_000))],
                        LiquidityMinor = keepAddOns ? Next(30) : 0,
                        ConcentrationFrom = keepAddOns ? Next(10) : long.MaxValue,
                        ConcentrationMinor = keepAddOns ? Next(100) : 0,
                        FloorMinor = keepAddOns ? Next(700) : 0,
                    }),
            ]
        );

    public static ScenarioArrays Rebuild(ScenarioArrays rule, Func<ScenarioMonth, ScenarioMonth> change) =>
        new([rule.Set(0), rule.Set(1)], [.. Enumerable.Range(0, Months).Select(m => change(rule.Month(m)))]);

    /// <summary>All months under one rule.</summary>
    public PortfolioMargin Door(WorldKind kind) =>
        new(
            kind == WorldKind.Percentage
                ? Percentage()
                : new(
                    [],
                    [.. Enumerable.Range(0, Months).Select(_ => new PercentageMonth { Name = "", Contract = -1 })]
                ),
            kind == WorldKind.Span
                ? Span()
                : new(
                    new()
                    {
                        Contracts =
                        [
                            .. Enumerable.Range(0, Months).Select(_ => new SpanContract { Name = "", Commodity = -1 }),
                        ],
                        Commodities = [],
                        Tiers = [],
                    }
                ),
            kind == WorldKind.Scenarios
                ? Scenarios(1 + Next(3), keepAddOns: true)
                : new([], [.. Enumerable.Range(0, Months).Select(_ => new ScenarioMonth { Name = "", Set = -1 })]),
            Months
        );

    /// <summary>Up to eight lines, both sides.</summary>
    public PositionLots[] Lots() =>
        [
            .. Enumerable
                .Range(0, Next(9))
                .Select(_ =>
                {
                    var month = Next(Months);
                    return new PositionLots(month, SideOf(), Next(12), Prices[month], false);
                }),
        ];

    /// <summary>One line a month at the month's price.</summary>
    public PositionLots[] NetLots() => Net(Lots());

    public PositionLots[] Net(IEnumerable<PositionLots> lots) =>
        [
            .. lots.GroupBy(l => l.Month)
                .Select(g =>
                {
                    var net = g.Sum(l => l.Signed);
                    return new PositionLots(g.Key, net < 0 ? Side.Sell : Side.Buy, long.Abs(net), Prices[g.Key], false);
                }),
        ];

    public OrderLots Order()
    {
        var month = Next(Months);
        return new(month, SideOf(), 1 + Next(10), Prices[month], false, false);
    }

    /// <summary>All of an order, or some lots of it.</summary>
    public OrderLots Part(OrderLots order) => Next(2) == 0 ? order : order with { Lots = Next((int)order.Lots + 1) };

    private Side SideOf() => Next(2) == 0 ? Side.Buy : Side.Sell;
}
