// A made-up programme, market and policy, and the plan of them: what tests of the desk, its reports and its pages
// stand on.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Desk;

/// <summary>All figures are invented. Day: 29 May 2026; months from June 2026 on; TK lists six months and two
/// quarters.</summary>
internal static class SamplePlan
{
    public static readonly TradingDate Day = TradingDate.Of(2026, 5, 29);

    public static HedgeProgramme Programme { get; } =
        new(
            "FY27 token purchases",
            "Example AI Ltd",
            HedgerSide.Buyer,
            "TK",
            "CNY",
            [new("*", "TK", "price", null, PriceBasis.IndexLinked, 0, 0, "supply contract written on CSTI-S")],
            new(12, "monthly", 0.03m, 0, 0.06m, null, []),
            11_000_000,
            null
        );

    public static HedgePolicy Policy { get; } =
        new(
            [new(1, 3, 0.5m, 1), new(4, 6, 0.2m, 0.8m), new(7, 12, 0, 0.6m)],
            12,
            ["TK"],
            0.25m,
            0.20m,
            0.95m,
            6_000_000,
            0.30m,
            3_000_000,
            0.10m,
            [new(50, 1), new(500, 2)],
            ["Lin", "Marta", "Okafor"],
            [new(TradingDate.Of(2026, 6, 25), TradingDate.Of(2026, 6, 30), "quarter end")],
            []
        );

    /// <summary>Twelve months: 120,000 million standard tokens in June, three percent more each month.</summary>
    public static ExposureTable Exposure { get; } = Exposed(12, 120_000);

    public static MarketSnapshot Market { get; } = Quoted();

    public static PlanRequest Request { get; } =
        new(
            Programme,
            Exposure,
            Market,
            Policy,
            null,
            [],
            new()
            {
                Seed = 7,
                Paths = 2_000,
                Threads = 1,
            }
        );

    private static readonly Lazy<HedgePlan> _plan = new(() => PlanMaker.Make(Request));

    /// <summary>The plan; made once.</summary>
    public static HedgePlan Plan => _plan.Value;

    public static ExposureTable Exposed(int months, decimal first)
    {
        var list = new List<ExposureMonth>();
        var volume = first;
        for (var i = 0; i < months; i++)
        {
            var month = ContractMonth.Of(2026, 6).Plus(i);
            var floating = 0.9m;
            var (low, high) = (volume * (1 - (0.02m * (i + 1))), volume * (1 + (0.02m * (i + 1))));
            list.Add(new(month, volume * 2, low, volume, high, floating, 0, floating * volume));
            volume = decimal.Round(volume * 1.03m);
        }

        var actual = Enumerable
            .Range(0, 5)
            .Select(i => new MappedLine(
                ContractMonth.Of(2026, 1).Plus(i),
                "large-model",
                200_000 + (5_000 * i),
                100_000 + (3_000 * i),
                "own cost at the index's price",
                Paid(i) * (100_000 + (3_000 * i)),
                Paid(i),
                PriceBasis.IndexLinked
            )
            {
                Floating = 0.9m,
            });
        return new(
            Programme.Name,
            "TK",
            "million standard tokens",
            Day,
            6.4m,
            [.. actual],
            list,
            [new("2026-05 row 17", "model", "unknown-7b", "must be mapped; left out")],
            true
        );
    }

    // By contract: the index's mean of the month.
    private static decimal Paid(int month) =>
        decimal.Round(
            History()
                .Where(d => ContractMonth.Of(d.Day) == ContractMonth.Of(2026, 1).Plus(month))
                .Average(d => d.Value),
            4
        );

    private static MarketSnapshot Quoted()
    {
        var months = new List<QuotedMonth>();
        foreach (var ahead in new[] { 0, 1, 2, 3, 4, 5, 6, 9, 12 })
        {
            var month = ContractMonth.Of(2026, 6).Plus(ahead);
            var price = decimal.Round(6.4m * (1 - (0.008m * ahead)) / 0.002m) * 0.002m;
            months.Add(
                new(
                    $"TK-{month.Code}",
                    month,
                    month.Last,
                    price,
                    [.. Enumerable.Range(0, 5).Select(l => new PriceLevel(price - (0.004m * (l + 1)), 8))],
                    [.. Enumerable.Range(0, 5).Select(l => new PriceLevel(price + (0.004m * (l + 1)), 8))],
                    600 - (40 * ahead),
                    120 - (8 * ahead)
                )
            );
        }

        return new(
            "venue (invented for tests)",
            "TK",
            "CNY",
            "CNY per million standard tokens",
            10_000,
            0.002m,
            0.40m,
            0.00002m,
            "CSTI-S",
            Day,
            4_711,
            months,
            History(),
            [],
            true,
            0,
            "Hedges costs and revenues that are contractually written on CSTI-S.",
            "可套保按 CSTI-S 指数约定价格的成本与收入。"
        );
    }

    // A triangle wave around 6.4: every number can be worked out by hand.
    private static List<IndexDay> History() =>
        [
            .. Enumerable
                .Range(0, 400)
                .Select(i => new IndexDay(Day.Plus(i - 399), 6.4m + (0.03m * (Math.Abs((i % 120) - 60) - 30)))),
        ];
}
