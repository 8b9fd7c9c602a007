// The engines that ship answer a story's questions: margin rules, shares, waterfall, coverage tests, margin models.
using Tokenbourse.Analytics.Backtests;
using Tokenbourse.Analytics.Margin;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Risk.Margins;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Scenarios;

namespace Tokenbourse.Node.Worked;

/// <summary>Turns questions into what the engines take and their answers back; works nothing out itself.</summary>
internal sealed class ShippedEngines : IWorkedEngines
{
    private const Currency Money = Currency.CNY;

    public SpanAnswer Span(IReadOnlyList<AskedArray> arrays, IReadOnlyList<AskedLots> lots)
    {
        var span = new Span(
            new()
            {
                Contracts =
                [
                    .. arrays.Select(a => new SpanContract
                    {
                        Name = a.Name,
                        Commodity = 0,
                        Kind = (SpanKind)(byte)a.Kind,
                        Losses = a.Losses,
                        OptionValueMinor = a.WorthMinor,
                    }),
                ],
                Commodities = [new("all", Money)],
                Tiers = [new("one", 0)],
            }
        );
        span.Evaluate([
            .. lots.Select(l => new PositionLots(
                l.Array,
                l.Lots < 0 ? Side.Sell : Side.Buy,
                long.Abs(l.Lots),
                default,
                false
            )),
        ]);
        ref readonly var result = ref span.Result(0);
        return new(result.Margin, result.Scan, result.Active + 1, result.OptionValue);
    }

    public PercentageAnswer Percentage(IReadOnlyList<AskedContract> contracts, IReadOnlyList<AskedSide> sides)
    {
        var rule = new Percentage(
            [.. contracts.Select(c => new PercentageContract(c.Name, Money))],
            [
                .. contracts.Select(
                    (c, i) =>
                        new PercentageMonth
                        {
                            Name = c.Name,
                            Contract = i,
                            TickValueMinor = c.TickValueMinor,
                            Rate = new(c.RatePpm, RateRule.Minimum, c.RatePpm, false),
                            HedgeRate = new(c.RatePpm, RateRule.Minimum, c.RatePpm, false),
                            LargerSide = c.LargerSide,
                        }
                ),
            ]
        );
        var told = new MarginBreakdown();
        rule.Explain([.. sides.Select(s => new PositionLots(s.Contract, s.Side, s.Lots, new(s.Ticks), false))], told);
        return new(told.Total(Money), [.. told.Lines.Where(l => l.Kind == LineKind.Detail).Select(l => l.Minor)]);
    }

    public long[] Share(long whole, IReadOnlyList<long> weights, RemainderRule rule) =>
        ProRata.Share(whole, [.. weights], rule, [.. weights.Select((_, i) => (UInt128)(i + 1))]);

    public LossAnswer Lay(AskedLoss loss)
    {
        var result = DefaultWaterfall.Of(
            new(
                [new(new(1), new(loss.Loss), new(loss.Own), default)],
                new(loss.Capital),
                new(loss.Reserve),
                new(loss.Capital),
                [.. loss.Members.Select((fund, i) => new FundMember(new(i + 2), new(fund), false))],
                [],
                []
            ),
            loss.China
                ? WaterfallRules.China with
                {
                    Remainder = loss.Remainder,
                }
                : WaterfallRules.Chicago with
                {
                    Remainder = loss.Remainder,
                    Order = [WaterfallLayer.DefaulterMargin, WaterfallLayer.ExchangeCapital, WaterfallLayer.MutualFund],
                }
        );
        return new(
            Used(WaterfallLayer.DefaulterMargin),
            Used(loss.China ? WaterfallLayer.ExchangeFunds : WaterfallLayer.ExchangeCapital),
            Used(WaterfallLayer.RiskReserveFund),
            [.. Of(WaterfallLayer.MutualFund)?.Parts.Select(p => p.Used.Minor) ?? []],
            result.Uncovered.Minor
        );

        LayerUse? Of(WaterfallLayer layer) => result.Layers.FirstOrDefault(l => l.Layer == layer);
        long Used(WaterfallLayer layer) => Of(layer)?.Used.Minor ?? 0;
    }

    public double Kupiec(int n, int x, decimal p) => CoverageTests.Kupiec(n, x, (double)p).Ratio;

    public int Place(int n, decimal confidence) => Tail.Index(n, confidence) + 1;

    public long Student(double value, double quantile, double volatility) =>
        MinorUnits.Up(StudentModel.Amount(value, quantile, volatility));

    public double Liquidity(IReadOnlyList<(double Size, double Points)> points, double size, double basisPoint) =>
        new LiquidityCurve([.. points.Select(p => new LiquidityPoint(p.Size, p.Points))]).Charge(size, basisPoint);
}
