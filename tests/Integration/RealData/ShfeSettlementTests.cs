// Published settlements of ten years of Shanghai futures, derived again by the function that settles our own contracts.
using System.Globalization;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Integration.RealData;

/// <summary>Rule STL-001: the volume-weighted price cut down to the tick.</summary>
public sealed class ShfeSettlementTests
{
    private static readonly string[] Columns = ["date", "product", "contract", "settle", "volume", "turnover"];
    private static readonly TradingDate TurnoverInTenThousands = TradingDate.Of(2009, 1, 1);

    [Fact]
    public void Volume_weighted_prices_cut_down_to_the_tick_are_the_published_settlements()
    {
        var tallies = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
        foreach (var product in ShfeContract.Products)
            tallies[product] = new Tally();
        foreach (var path in SharedData.Files("shfe_daily_*.csv*"))
            Add(path, tallies);

        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine("product    rows  cut down      %  half up      %");
        foreach (var (product, tally) in tallies)
            output.WriteLine(tally.Line(product));
        foreach (var (product, tally) in tallies)
        {
            if (tally.Rows == 0)
                continue;
            Assert.True(
                tally.CutDown * 1000 >= tally.Rows * 995,
                $"{tally.Line(product)}; {string.Join("; ", tally.Misses)}"
            );
            Assert.True(tally.HalfUp * 100 < tally.Rows * 90, $"the control must fail: {tally.Line(product)}");
        }

        Assert.Contains(tallies.Values, tally => tally.Rows > 0);
    }

    private static void Add(string path, SortedDictionary<string, Tally> tallies)
    {
        using var table = CsvTable.Open(path, Columns);
        while (table.Read())
        {
            if (!tallies.TryGetValue(table[1], out var tally) || !Traded(table, out var row))
                continue;
            tally.Rows++;
            if (row.Holds(RoundingMode.Down))
                tally.CutDown++;
            else
                tally.Miss($"{table[0]} {table[2]} volume {table[4]} turnover {table[5]} settle {table[3]}");
            if (row.Holds(RoundingMode.HalfUp))
                tally.HalfUp++;
        }
    }

    private static bool Traded(CsvTable table, out Row row)
    {
        row = default;
        Assert.Equal("", table.RowFault);
        Assert.True(table.TryDate(0, out var day), table[0]);
        if (!table.TryDecimal(4, out var volume) || volume == 0)
            return false;

        // A traded row whose turnover or settlement cannot be read counts against the rule: it holds for no price.
        row = new Row(0, 0, 1, -1);
        if (!table.TryDecimal(5, out var turnover) || !table.TryDecimal(3, out var settle))
            return true;
        var contract = ShfeContract.Of(table[1], table[2], day);

        // Yuan to the last digit in 2008, ten thousands of yuan with two decimals after it. Both columns count each
        // trade twice,
        // which leaves their ratio as it is. In half fen, so that half of the last printed digit is a whole number.
        var unit = day < TurnoverInTenThousands ? 100L : 1_000_000L;
        var digit = day < TurnoverInTenThousands ? 200L : 20_000L;
        row = new Row(
            checked((Int128)(turnover * unit * 2)),
            digit / 2,
            checked((long)volume * contract.TickValueFen * 2),
            settle * 100 / contract.TickFen
        );
        return true;
    }

    /// <summary>One traded row: turnover and half of its last digit in half fen, volume times the tick's value in
    /// half fen,
    /// settlement in ticks.</summary>
    private readonly record struct Row(Int128 Turnover, long HalfDigit, long LotValue, decimal Settle)
    {
        // Both sums of the function carry the tick's value as their common factor.
        public bool Holds(RoundingMode mode) =>
            SettlementPrice.VolumeWeighted(Turnover - HalfDigit, LotValue, mode) <= Settle
            && Settle <= SettlementPrice.VolumeWeighted(Turnover + HalfDigit, LotValue, mode);
    }

    private sealed class Tally
    {
        public long Rows { get; set; }

        public long CutDown { get; set; }

        public long HalfUp { get; set; }

        public List<string> Misses { get; } = [];

        public void Miss(string what)
        {
            if (Misses.Count < 5)
                Misses.Add(what);
        }

        public string Line(string product) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{product, -7} {Rows, 7} {CutDown, 9} {Share(CutDown), 6:0.00} {HalfUp, 8} {Share(HalfUp), 6:0.00}"
            );

        private decimal Share(long part) => Rows == 0 ? 0 : 100m * part / Rows;
    }
}
