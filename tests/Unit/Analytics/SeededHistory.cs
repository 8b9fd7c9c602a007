// Prices from a seed, for tests: the same on every computer.
using Tokenbourse.Analytics.Margin;

namespace Tokenbourse.Unit.Analytics;

internal static class SeededHistory
{
    /// <summary>Random walks with turns of high and low volatility and a common part.</summary>
    public static PriceHistory Of(int nodes, int days, int seed)
    {
        var chance = new Random(seed);
        var prices = Enumerable.Range(0, nodes).Select(n => new double[days]).ToArray();
        for (var node = 0; node < nodes; node++)
            prices[node][0] = 100 + (10 * node);
        for (var day = 1; day < days; day++)
        {
            var size = day / 50 % 2 == 0 ? 0.01 : 0.03;
            var common = chance.NextDouble() - 0.5;
            for (var node = 0; node < nodes; node++)
            {
                var move = size * (common + chance.NextDouble() - 0.5);
                prices[node][day] = prices[node][day - 1] * Math.Exp(move);
            }
        }

        return new(
            [.. Enumerable.Range(0, days).Select(d => $"day {d}")],
            [.. Enumerable.Range(0, nodes).Select(n => $"node {n}")],
            prices
        );
    }

    /// <summary>Two instruments a node, two nodes a product.</summary>
    public static MarginMarket Market(PriceHistory history) =>
        new(
            history,
            [
                .. Enumerable
                    .Range(0, 2 * history.Nodes.Count)
                    .Select(i => new Instrument(
                        $"I{i}",
                        $"P{i / 4}",
                        i / 2,
                        history.Prices[i / 2][^1] * (1 + (0.01 * (i % 2))),
                        100 * (i + 1)
                    )
                    {
                        DailyVolume = 200,
                        HalfSpread = 0.05,
                        Liquidity = new LiquidityCurve([new(10, 5), new(100, 20)]),
                    }),
            ]
        );
}
