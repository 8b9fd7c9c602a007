// Invented plans for tests of the report: plausible figures of nobody, some of them awkward on purpose.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Desk.Reports;

internal static class ReportSamples
{
    public static readonly TradingDate Made = TradingDate.Of(2026, 6, 30);

    private static readonly ContractMonth First = ContractMonth.Of(2026, 7);

    /// <summary>Six months of a buyer; months of basis and settlements up to the day of making.</summary>
    public static HedgePlan Plan(
        PriceBasis basis = PriceBasis.ListPrice,
        IReadOnlyList<SettledDay>? settlements = null,
        IReadOnlyList<BasisMonth>? months = null
    )
    {
        var hedges = Enumerable
            .Range(0, 6)
            .Select(i => new HedgeMonth(
                First.Plus(i),
                $"TK-{First.Plus(i).Code}",
                6 - i,
                (6 - i) * 10_000m,
                decimal.Round((6 - i) * 10_000m / (80_000m + (i * 4_321.5m)), 6),
                i == 4 ? null : 3.002m + (i * 0.014m),
                i == 5 ? 1 : 0,
                0.012 + (i * 0.0171)
            ))
            .ToList();
        return PlanDigest.Sealed(
            new(
                Programme(basis),
                Made,
                Exposure(basis),
                Market(settlements ?? []),
                Policy(),
                Ratio(),
                months ?? Basis(),
                Strategies(hedges),
                "strip",
                "Rule: invented for a test.",
                Risk(),
                [
                    new("band", "2026-11", "12.3 %", "20 % to 40 %", null),
                    new("liquidity", "TK", "912,345", "900,000", TradingDate.Of(2026, 9, 30)),
                ],
                [new("The curve is a model: invented for a test.", "曲线为模型：为测试虚构。")],
                true,
                ""
            )
        );
    }

    public static HedgeDesignation Designation(
        HedgePlan plan,
        AssessmentMethod method = AssessmentMethod.DollarOffset,
        AccountingStandard standard = AccountingStandard.Ifrs9
    ) => DesignationMaker.Make(plan, [], Choice(method, standard));

    public static DesignationChoice Choice(
        AssessmentMethod method = AssessmentMethod.DollarOffset,
        AccountingStandard standard = AccountingStandard.Ifrs9
    ) => new("A. Chen", Made, method, standard, 0.01m, "invented supply contract to 2027");

    public static IReadOnlyList<ReportTrade> Trades { get; } =
    [
        new(3, "2026-07-01", "TK-N26", "2026-07", 4, 3.004m, "1021", "A. Chen, B. Wu", "ab12"),
        new(3, "2026-07-01", "TK-Q26", "2026-08", -1, 3.018m, "1022", "A. Chen, B. Wu", "ab12"),
    ];

    private static HedgeProgramme Programme(PriceBasis basis) =>
        new(
            "FY27 token purchases",
            "Invented Ltd",
            HedgerSide.Buyer,
            "TK",
            "CNY",
            [new("*", "TK", "price", null, basis, basis == PriceBasis.IndexLinked ? 0.05m : null, 0.25m, "invented")],
            new(6, "monthly", 0.05m, 0.01m, 0.09m, null, []),
            1_650_000m,
            null
        );

    private static ExposureTable Exposure(PriceBasis basis) =>
        new(
            "FY27 token purchases",
            "TK",
            "million standard tokens",
            Made,
            2.9876m,
            [
                .. Enumerable
                    .Range(0, 6)
                    .Select(i => new MappedLine(
                        First.Plus(i - 6),
                        i % 2 == 0 ? "model-a" : "model-b",
                        61_234.567m + (i * 1_000),
                        i == 3 ? null : 70_100.25m + (i * 1_111),
                        "cost 210,000 / index 2.9876",
                        i == 3 ? null : 209_000.5m + (i * 3_210.25m),
                        i == 3 ? null : 2.98m + (i * 0.0137m),
                        basis
                    )),
            ],
            [
                .. Enumerable
                    .Range(0, 6)
                    .Select(i => new ExposureMonth(
                        First.Plus(i),
                        66_000 + (i * 3_000),
                        70_000 + (i * 1_500),
                        80_000 + (i * 4_321.5m),
                        91_000 + (i * 8_000),
                        0.75m,
                        0,
                        60_000 + (i * 3_241.125m)
                    )),
            ],
            [new("bill.csv row 7", "model", "mystery-1", "a model of the naming rules")],
            false
        );

    private static MarketSnapshot Market(IReadOnlyList<SettledDay> settlements) =>
        new(
            "model: invented for a test",
            "TK",
            "CNY",
            "CNY per million standard tokens",
            10_000,
            0.002m,
            0.1m,
            0.00002m,
            "CSTI-S",
            Made,
            0,
            [
                .. Enumerable
                    .Range(0, 6)
                    .Select(i => new QuotedMonth(
                        $"TK-{First.Plus(i).Code}",
                        First.Plus(i),
                        First.Plus(i).Last,
                        3.000m + (i * 0.012m),
                        [],
                        [],
                        500,
                        90
                    )),
            ],
            [],
            settlements,
            true
        );

    private static HedgePolicy Policy() =>
        new(
            [new(1, 3, 0.5m, 0.9m), new(4, 6, 0.2m, 0.4m)],
            6,
            ["TK"],
            0.1m,
            0.2m,
            0.95m,
            900_000,
            0.2m,
            400_000,
            0.05m,
            [new(20, 1), new(100, 2)],
            ["B. Wu", "C. Li"],
            [],
            [new("liquidity", "C. Li", TradingDate.Of(2026, 9, 30), "invented")]
        );

    private static RatioFacts Ratio() =>
        new(
            0.8125,
            "monthly changes",
            "invented: 71 % of daily changes are zero",
            11,
            0.76,
            0.412,
            1.108,
            0.79,
            0.43,
            -0.05,
            [
                .. Enumerable
                    .Range(0, 11)
                    .Select(i => new ChangePoint(
                        ContractMonth.Of(2025, 7).Plus(i).Last,
                        Math.Sin(i) * 0.08,
                        (Math.Sin(i) * 0.06) + (Math.Cos(2.3 * i) * 0.02)
                    )),
            ]
        );

    private static IReadOnlyList<BasisMonth> Basis() =>
        [
            .. Enumerable
                .Range(0, 12)
                .Select(i => new BasisMonth(
                    ContractMonth.Of(2025, 7).Plus(i),
                    3.2 - (0.01 * i) + (0.04 * Math.Sin(i)),
                    3.1 - (0.01 * i),
                    0.07 + (0.03 * Math.Sin(i)),
                    0.03 + (0.01 * Math.Sin(i)),
                    0
                )),
        ];

    private static IReadOnlyList<StrategyFacts> Strategies(IReadOnlyList<HedgeMonth> hedges) =>
        [
            new(
                "none",
                true,
                "all volume that is open floats",
                new(212_345.6, 1_500),
                0,
                new(355_432.1, 4_100),
                new(1_601_234, 2_123),
                new(0.331, 0.0047),
                null,
                null,
                0,
                0,
                []
            ),
            new(
                "strip",
                true,
                "each month in its own contract",
                new(130_123.4, 920),
                0.6245,
                new(214_321.9, 2_600),
                new(1_603_456, 1_301),
                new(0.246, 0.0043),
                null,
                new(301_234.5, 5_500),
                4_321.09m,
                1,
                hedges
            ),
            new(
                "stack and roll",
                true,
                "far months in the front month",
                new(151_234.5, 1_070),
                0.4928,
                new(249_876.5, 3_000),
                new(1_605_678, 1_512),
                new(0.267, 0.0044),
                7_654.32,
                new(402_345.6, 7_300),
                5_432.1m,
                0,
                []
            ),
            new(
                "cross hedge",
                false,
                "no market of GPU hours was given",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                []
            ),
        ];

    private static RiskFacts Risk() =>
        new(
            20_260_630,
            10_000,
            "two factors, invented",
            Fan(0.10),
            Fan(0.06),
            new(355_432.1, 4_100),
            new(214_321.9, 2_600),
            new(287_654.3, 3_900),
            new(0.331, 0.0047),
            new(0.246, 0.0043),
            new(412_345.6, 6_200),
            98_765.43m,
            [
                new("unchanged", 1_600_000, -4_321, 1_604_321, 0),
                new("prices-down-25", 1_310_000.4, -160_000.5, 1_470_000.9, 155_000),
                new("price-war", 1_100_000, -201_234.5, 1_301_234.5, 190_123.4),
                new("own-story", 1_700_000, 51_234, 1_648_766, 0),
            ],
            []
        );

    private static IReadOnlyList<FanMonth> Fan(double width) =>
        [
            .. Enumerable
                .Range(1, 6)
                .Select(i =>
                {
                    var middle = 266_000.0 * i;
                    var spread = middle * width * Math.Sqrt(i);
                    return new FanMonth(
                        First.Plus(i - 1),
                        middle - (1.3 * spread),
                        middle - (0.55 * spread),
                        middle,
                        middle + (0.6 * spread),
                        middle + (1.5 * spread)
                    );
                }),
        ];
}
